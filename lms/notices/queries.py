"""Who may get a digest now."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from lms.accounts.api import User, profile_of, reachable_people
from lms.notices import rules
from lms.notices.models import Digest, Silence


def wants_silence(person_id: int) -> bool:
    """Return whether somebody wants no messages. One query."""
    return Silence.objects.filter(learner_id=person_id).exists()


def local_zone(person: User) -> str:
    """Return the name of a person's time zone: that of the country they work in, else the site's."""
    region = profile_of(person).region
    return rules.zone_name(region.country.code if region else "", settings.TIME_ZONE)


def local_time(person: User, now: datetime) -> datetime:
    """Return the time on a person's wall."""
    return now.astimezone(ZoneInfo(local_zone(person)))


def language_of(person: User) -> str:
    """Return the language a person is written to in."""
    return profile_of(person).language or settings.LANGUAGE_CODE


def recipients(person_ids: Iterable[int], now: datetime) -> list[User]:
    """Return those of these people who can be written to in this hour. Two queries.

    Their address is confirmed, they want messages, and it is their hour; on Sundays it is nobody's.
    """
    ids = list(person_ids)
    silent = set(Silence.objects.filter(learner_id__in=ids).values_list("learner_id", flat=True))
    people = [person for person in reachable_people(ids) if person.pk not in silent]
    return [person for person in people if _is_hour_of(person, local_time(person, now))]


def _is_hour_of(person: User, local: datetime) -> bool:
    return not rules.is_quiet(local) and local.hour == rules.hour_of(person.pk)


def place_in_week(person_id: int, local: datetime) -> int | None:
    """Return which digest of the week one sent today would be, or None where there is no room for it."""
    week = rules.week_of(local.date())
    days = list(Digest.objects.filter(learner_id=person_id, week=week).values_list("day", flat=True))
    if local.date() in days or len(days) >= rules.MOST_A_WEEK:
        return None
    return len(days) + 1
