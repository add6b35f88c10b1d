"""Cohorts as their coordinator sees them: who is how far, by name; never an answer, never an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from courses.api import (
    Course,
    Due,
    Reach,
    Step,
    attended_count,
    cohort_by_key,
    cohorts_of,
    courses_on_shelf,
    dues_in,
    member_ids,
    profession_names,
    published_version,
    region_names,
    steps_of,
)
from courses.models import Cohort
from lms.accounts.api import coordinators_of, scopes_of, shown_profiles
from lms.certificates.api import HeldAward, Stage, held_awards
from lms.coordination.kindness import TEXTS, is_quiet, message_from
from lms.coordination.models import KindMessage


class State(TextChoices):
    """How far somebody is in a course, in the words of the table."""

    NOT_BEGUN = "not begun", _("not begun")
    IN_PROGRESS = "in progress", _("in progress")
    COMPLETED = "completed", _("completed")
    PILOT = "pilot", _("pilot edition completed")
    CERTIFIED = "certified", _("certified")


_ASSIGNED = _("assigned, not begun")
_UNFINISHED = (State.NOT_BEGUN, State.IN_PROGRESS)
_WITHDRAWN = _("certificate withdrawn")
# A lapsed certificate ended as well; that nobody renewed it for a year is no word to put beside a name.
_UNTIL = {
    Stage.IN_FORCE: _("until %(day)s"),
    Stage.WINDOW: _("renew until %(day)s"),
    Stage.EXPIRED: _("certificate ended on %(day)s"),
    Stage.LAPSED: _("certificate ended on %(day)s"),
}


@dataclass(frozen=True)
class CourseState:
    """One member in one course; ``course`` is None for somebody who has begun nothing.

    ``award`` is what they have of the course's award, also one that is over or withdrawn; ``due`` is told
    of what is not finished, None where no day is set or the clock stands still.
    """

    course: Course | None
    state: State
    done: int = 0
    total: int = 0
    award: HeldAward | None = None
    due: Due | None = None

    @property
    def label(self) -> str:
        """The state in words; what is due without having been begun is called assigned."""
        return str(_ASSIGNED if self.due and self.state is State.NOT_BEGUN else self.state.label)

    @property
    def valid_until(self) -> date | None:
        """The last day of the award; None without one, without end, and where it was withdrawn."""
        return self.award.valid_until if self.award and self.award.stage != Stage.REVOKED else None

    @property
    def certificate(self) -> str:
        """Where the certificate stands in its life, in words; empty without one, and where it has no end."""
        if self.award and self.award.stage == Stage.REVOKED:
            return str(_WITHDRAWN)
        if self.valid_until is None:
            return ""
        return _UNTIL[self.award.stage] % {"day": date_format(self.valid_until, "DATE_FORMAT")}

    @property
    def is_in_progress(self) -> bool:
        """Whether the numbers say something that the state does not."""
        return self.state is State.IN_PROGRESS


@dataclass(frozen=True)
class Member:
    """What a member has agreed to show. ``events`` counts those of this group they took part in."""

    name: str
    profession: str
    region: str
    states: tuple[CourseState, ...]
    events: int = 0


@dataclass(frozen=True)
class ShownRow:
    """A learner's own row in the table of one cohort, and what those are called who can open it."""

    cohort: Cohort
    coordinators: tuple[str, ...]
    member: Member
    # Whether the week of the group names the learner among the quiet, and what kind message came from it.
    is_quiet: bool = False
    message: KindMessage | None = None

    @property
    def message_words(self) -> str:
        """The kind message, word for word."""
        return str(TEXTS[self.message.text]) if self.message else ""


def reach_of(user) -> Reach:
    """Return whose cohorts somebody coordinates."""
    scopes = scopes_of(user, "coordinator")
    return Reach(
        everywhere=any(scope.is_everywhere for scope in scopes),
        countries=tuple(scope.country for scope in scopes if scope.country),
        regions=tuple(scope.region for scope in scopes if scope.region),
        cohorts=tuple(scope.value for scope in scopes if scope.scope == "cohort"),
    )


def cohort_for(user, key: UUID) -> Cohort | None:
    """Return the cohort if the coordinator's scope covers it, else None, as where there is none."""
    cohort = cohort_by_key(key)
    return cohort if cohort and user.has_perm("courses.view_cohort", cohort) else None


def people_in(cohort: Cohort) -> QuerySet:
    """Return the members as they agreed to be shown, by name; ``members_of`` says how far they are."""
    return shown_profiles(member_ids(cohort)).annotate(events=attended_count(cohort, "user_id"))


def courses_of(cohort: Cohort, language: str, *, version: int | None = None) -> list[Course]:
    """Return the published courses a cohort is about; empty where it is about all.

    ``version`` spares the query for the number of the last publication where it is known.
    """
    shelf = courses_on_shelf(version or published_version(), language).values()
    return [course for course in shelf if str(course.key) in cohort.course_keys]


def members_of(
    cohort: Cohort, people: Sequence[dict], language: str, *, version: int | None = None
) -> list[Member]:
    """Return people of a cohort with their standing. Three queries for one or a thousand of them.

    One more where the cohort has a day on which its courses are due. ``version`` spares one of them, as in
    ``courses_of``.
    """
    version = version or published_version()
    shelf = {course.key: course for course in courses_on_shelf(version, language).values()}
    keys = [UUID(key) for key in cohort.course_keys]
    ids = [person["user_id"] for person in people]
    steps, held = steps_of(ids, keys), held_awards(ids)
    dues = dues_in(cohort, ids, timezone.localdate())
    professions, regions = profession_names(version, language), region_names(version, language)
    found = []
    for person in people:
        own = {step.course_key: step for step in steps.get(person["user_id"], ())}
        asked = [key for key in shelf if key in (keys or own)]
        states = [_state(person["user_id"], shelf[key], own.get(key), held, dues) for key in asked]
        found.append(
            Member(
                name=person["display_name"],
                profession=professions.get(person["profession_id"], ("", ""))[1],
                region=regions.get(person["region_id"], ("", ""))[1],
                states=tuple(states) or (CourseState(course=None, state=State.NOT_BEGUN),),
                events=person["events"],
            )
        )
    return found


def _state(
    learner_id: int,
    course: Course,
    step: Step | None,
    held: dict[tuple[int, UUID], HeldAward],
    dues: dict[tuple[int, UUID], Due],
) -> CourseState:
    award = held.get((learner_id, course.key))
    state = _how_far(step, award)
    return CourseState(
        course,
        state,
        done=step.done if step else 0,
        total=step.total if step else 0,
        award=award,
        due=dues.get((learner_id, course.key)) if state in _UNFINISHED else None,
    )


def _how_far(step: Step | None, award: HeldAward | None) -> State:
    """Say certified of whoever is so today; what was learned stays said when a certificate is over."""
    if award and award.is_pilot and award.stage != Stage.REVOKED:
        return State.PILOT
    if award and award.is_in_force:
        return State.CERTIFIED
    if step is None:
        return State.NOT_BEGUN
    return State.COMPLETED if step.is_complete else _begun(step)


def _begun(step: Step) -> State:
    return State.IN_PROGRESS if step.done else State.NOT_BEGUN


def shown_rows(learner, language: str) -> list[ShownRow]:
    """Return what coordinators see of a learner by name, made by what makes their tables.

    Who has no profile yet stands in no table.
    """
    found = []
    for cohort in cohorts_of(learner):
        people = list(people_in(cohort).filter(user=learner))
        names = tuple(coordinators_of(cohort))
        about = (is_quiet(learner, cohort), message_from(learner, cohort))
        found += [ShownRow(cohort, names, member, *about) for member in members_of(cohort, people, language)]
    return found
