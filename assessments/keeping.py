"""How long a raw answer is kept; marks and scores stay."""

from datetime import date

from django.conf import settings

from courses.api import months_after


def answers_end(today: date) -> date:
    """Return the day on which a raw answer given today is deleted."""
    return months_after(today, settings.RAW_ANSWERS_KEPT_MONTHS)


def answers_begun_before(today: date) -> date:
    """Return the day such that an answer given on it or earlier is over today."""
    return months_after(today, -settings.RAW_ANSWERS_KEPT_MONTHS)
