"""How a group goes along, and one kind message to who has become quiet: fixed words, seldom, never twice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from courses.api import Course, Halt, courses_on_shelf, is_member, member_ids, pace_of, published_version
from courses.models import Cohort
from lms.accounts.api import User, shown_profiles
from lms.coordination import trail
from lms.coordination.models import KindMessage, KindTurn
from lms.notices.api import Line, Source

GROUP_RESTS_DAYS = 7
LEARNER_RESTS_DAYS = 14
# One person alone who stops at a lesson says nothing about the lesson.
_SAME_PLACE = 2

TEXTS = {
    "no hurry": gettext_lazy(
        "Somebody from your group is thinking of you. There is no hurry: your place is kept, and whenever "
        "it suits you, you go on where you stopped."
    ),
    "short": gettext_lazy(
        "Your next lesson waits where you stopped. It takes a few minutes, and you may stop in the middle."
    ),
    "hard": gettext_lazy(
        "If a lesson is hard to get through, you are not alone with it. You may read another one first, "
        "come back later, or let the course rest."
    ),
}


class TooSoon(ValueError):
    """The group has had its kind message; the next is possible on ``day``."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


@dataclass(frozen=True)
class Place:
    """Where several people stopped: a lesson, or the test of a course."""

    course: str
    lesson: str
    language: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    """How a group goes along: names by what is said of them."""

    members: int
    begun: tuple[str, ...]
    unbegun: tuple[str, ...]
    quiet: tuple[str, ...]
    places: tuple[Place, ...]


def week_of(cohort: Cohort, language: str) -> Week:
    """Return who has begun, who has become quiet, and where several stopped. Four queries at most."""
    names = {row["user_id"]: row["display_name"] for row in shown_profiles(member_ids(cohort))}
    pace = _pace(cohort, timezone.now())
    quiet = {halt.learner_id for halt in pace.halts}
    return Week(
        members=len(names),
        begun=tuple(name for key, name in names.items() if key in pace.begun),
        unbegun=tuple(name for key, name in names.items() if key not in pace.begun),
        quiet=tuple(name for key, name in names.items() if key in quiet),
        places=tuple(_places(pace.halts, names, language)),
    )


def _pace(cohort: Cohort, now: datetime):
    return pace_of(member_ids(cohort), cohort.course_keys, now=now, days=settings.QUIET_AFTER_DAYS)


def _places(halts: Iterable[Halt], names: dict[int, str], language: str) -> Iterable[Place]:
    shelf = {course.key: course for course in courses_on_shelf(published_version(), language).values()}
    halts = [halt for halt in halts if halt.learner_id in names]
    counted = Counter((halt.course_key, halt.next_key) for halt in halts)
    for (course_key, key), number in counted.most_common():
        course = shelf.get(course_key)
        title = _title(course, key) if course else ""
        if number < _SAME_PLACE or not course or not title:
            continue
        people = {halt.learner_id for halt in halts if (halt.course_key, halt.next_key) == (course_key, key)}
        stopped = tuple(name for person, name in names.items() if person in people)
        yield Place(course.title, title, course.language, stopped)


def _title(course: Course, key) -> str:
    """Return what a lesson or the test of a course is called; "" for what is no longer there."""
    if course.test and course.test.key == key:
        return course.test_title
    return next((lesson.title for lesson in course.lessons if lesson.key == key), "")


def is_quiet(learner: User, cohort: Cohort) -> bool:
    """Return whether the coordinator of a group reads now that a member has become quiet."""
    own = User.objects.filter(pk=learner.pk).values("pk")
    now = timezone.now()
    return bool(pace_of(own, cohort.course_keys, now=now, days=settings.QUIET_AFTER_DAYS).halts)


def next_possible(cohort: Cohort) -> date:
    """Return the first day on which a group may be sent a kind message. One query."""
    turn = KindTurn.objects.filter(cohort=cohort).first()
    return max(turn.next_on, timezone.localdate()) if turn else timezone.localdate()


@transaction.atomic
def send_kind_message(*, cohort: Cohort, text: str, by: User) -> int:
    """Hand a kind message to the digests of who has become quiet. Returns to how many.

    Where nobody is quiet the group keeps its turn. Left out is whoever had one within 14 days, from
    whichever group. Raises TooSoon.
    """
    today = timezone.localdate()
    quiet = {halt.learner_id for halt in _pace(cohort, timezone.now()).halts}
    if not quiet:
        return 0
    _take_turn(cohort, today)
    reached = sum(_hand(learner_id, cohort, text, today) for learner_id in sorted(quiet))
    trail.note(cohort, trail.What.KIND, by=by)
    return reached


def _take_turn(cohort: Cohort, today: date) -> None:
    """Take the group's turn by one conditional write: of two who press at once, one is told TooSoon."""
    following = today + timedelta(days=GROUP_RESTS_DAYS)
    _turn, created = KindTurn.objects.get_or_create(cohort=cohort, defaults={"next_on": following})
    if created:
        return
    if not KindTurn.objects.filter(cohort=cohort, next_on__lte=today).update(next_on=following):
        raise TooSoon(next_possible(cohort))


def _hand(learner_id: int, cohort: Cohort, text: str, today: date) -> bool:
    rested = KindMessage.objects.filter(
        learner_id=learner_id, asked_on__lte=today - timedelta(days=LEARNER_RESTS_DAYS)
    )
    if rested.update(cohort=cohort, text=text, asked_on=today, sent_at=None):
        return True
    try:
        with transaction.atomic():
            KindMessage.objects.create(learner_id=learner_id, cohort=cohort, text=text, asked_on=today)
            return True
    except IntegrityError:
        # One stands that is younger than 14 days.
        return False


def message_from(learner: User, cohort: Cohort) -> KindMessage | None:
    """Return the last kind message to a learner if it came from this group. One query."""
    return KindMessage.objects.filter(learner=learner, cohort=cohort).first()


def _open_messages(now: datetime):
    """Return what is still to be told; after 14 days it is told no more."""
    since = timezone.localdate(now) - timedelta(days=LEARNER_RESTS_DAYS)
    return KindMessage.objects.filter(sent_at=None, cohort__isnull=False, asked_on__gt=since)


def _people(now: datetime) -> list[int]:
    return list(_open_messages(now).values_list("learner_id", flat=True))


def _lines(person_id: int, now: datetime) -> list[Line]:
    """Return the message, unless its learner has left the group, rests, or has gone on meanwhile."""
    found = _open_messages(now).select_related("cohort", "learner").filter(learner_id=person_id).first()
    if (
        found is None
        or not is_member(found.learner, found.cohort)
        or not is_quiet(found.learner, found.cohort)
    ):
        return []
    return [Line(key=str(found.pk), text=str(TEXTS[found.text]), path=reverse("learn"))]


def _sent(keys: list[str], now: datetime) -> None:
    KindMessage.objects.filter(pk__in=[int(key) for key in keys]).update(sent_at=now)


SOURCE = Source(people=_people, lines=_lines, sent=_sent)


def forget_kind_messages(today: date) -> int:
    """Forget which kind message somebody was sent 12 months ago. Returns how many."""
    return KindMessage.objects.filter(asked_on__lt=today - timedelta(days=365)).delete()[0]
