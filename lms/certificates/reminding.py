"""The lines of the digest that tell holders when a certificate can be renewed: 90, 30 and 7 days before."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.api import courses_on_shelf, published_version, resting_among
from lms.certificates import wording
from lms.certificates.models import Award, RenewalNotice
from lms.certificates.queries import is_renewed
from lms.certificates.rules import upper_rung_keys
from lms.certificates.rules.renewal import WINDOW, telling_due
from lms.notices.api import Line, Source


def _ending(now: datetime) -> QuerySet[Award]:
    """Awards in their renewal window: not renewed or withdrawn, and of a course that is still here."""
    today = timezone.localdate(now)
    shelf = courses_on_shelf(published_version(), settings.LANGUAGE_CODE).values()
    keys = {course.key for course in shelf}
    keys |= upper_rung_keys({each["code"] for course in shelf for each in course.competencies})
    return Award.objects.filter(
        ~is_renewed(),
        course_key__in=keys,
        valid_until__range=(today, today + WINDOW),
        revoked_at__isnull=True,
    ).order_by("valid_until", "pk")


def _untold(awards: Iterable[Award], now: datetime) -> list[tuple[Award, int]]:
    """Return those whose holder has not been told what there is to tell by now, each with its step."""
    today = timezone.localdate(now)
    due = [(award, telling_due(award.valid_until, today)) for award in awards]
    # Who rests is told nothing that sounds like a deadline; what is due by then is told when they go on.
    resting = resting_among({award.learner_id for award, _step in due})
    due = [(award, step) for award, step in due if award.learner_id not in resting]
    notices = RenewalNotice.objects.filter(award__in=[award for award, _step in due])
    told = set(notices.values_list("award_id", "days_before"))
    return [(award, step) for award, step in due if step is not None and (award.pk, step) not in told]


def _people(now: datetime) -> set[int]:
    return {award.learner_id for award, _step in _untold(_ending(now), now)}


def _lines(person_id: int, now: datetime) -> list[Line]:
    told = _("Your certificate “%(title)s” is valid until %(day)s. You can renew it now.")
    return [
        Line(
            key=f"{award.public_id}/{step}",
            text=told % {"title": wording.title(award), "day": wording.day(award.valid_until)},
            path=reverse("certificate_renew", args=[award.public_id]),
        )
        for award, step in _untold(_ending(now).filter(learner_id=person_id), now)
    ]


def _sent(keys: list[str], now: datetime) -> None:
    steps = {UUID(key.partition("/")[0]): int(key.partition("/")[2]) for key in keys}
    awards = Award.objects.filter(public_id__in=steps)
    RenewalNotice.objects.bulk_create(
        [
            RenewalNotice(award_id=pk, days_before=steps[public_id], told_at=now)
            for pk, public_id in awards.values_list("pk", "public_id")
        ],
        ignore_conflicts=True,
    )


SOURCE = Source(people=_people, lines=_lines, sent=_sent)
