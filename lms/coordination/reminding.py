"""The line of the digest that tells coordinators, once a month, how many certificates end soon."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from lms.accounts.api import User, people_with_role, scopes_of
from lms.certificates.api import RENEWAL_WINDOW, ending_totals
from lms.coordination.models import EndingsNotice
from lms.coordination.places import places_of
from lms.notices.api import Line, Source


def _month(now: datetime) -> date:
    return timezone.localdate(now).replace(day=1)


def _ending_soon(person: User, today: date) -> int:
    """Count the people in somebody's places whose certificate ends soon; twice who has two courses."""
    return sum(
        row["people"]
        for place in places_of(scopes_of(person, "coordinator"))
        for row in ending_totals(
            first=today, last=today + RENEWAL_WINDOW, country=place.country, region=place.region
        )
    )


def _untold(now: datetime) -> QuerySet:
    """Return who coordinates and was told nothing this month."""
    told = EndingsNotice.objects.filter(month__gte=_month(now)).values("coordinator_id")
    return people_with_role("coordinator").exclude(pk__in=told)


def _people(now: datetime) -> list[int]:
    return list(_untold(now).values_list("pk", flat=True))


def _lines(person_id: int, now: datetime) -> list[Line]:
    person = _untold(now).filter(pk=person_id).first()
    number = _ending_soon(person, timezone.localdate(now)) if person else 0
    told = ngettext(
        "In your area %(number)s certificate ends within %(days)s days.",
        "In your area %(number)s certificates end within %(days)s days.",
        number,
    )
    text = told % {"number": number, "days": RENEWAL_WINDOW.days}
    return [Line(key=str(person_id), text=text, path=reverse("endings"))] if number else []


def _sent(keys: list[str], now: datetime) -> None:
    for key in keys:
        EndingsNotice.objects.update_or_create(coordinator_id=int(key), defaults={"month": _month(now)})


SOURCE = Source(people=_people, lines=_lines, sent=_sent)
