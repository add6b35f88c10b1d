"""What a coordinator does with a whole group, each with its entry in the group's trail."""

from datetime import date

from django.db import transaction

from courses.api import MadeInvitation, change_cohort, create_cohort, delete_cohort, invite
from courses.models import Cohort
from lms.accounts.api import User
from lms.coordination import trail


@transaction.atomic
def make_group(*, by: User, **about) -> Cohort:
    """Make a group, as ``create_cohort`` takes it."""
    made = create_cohort(**about)
    trail.note(made, trail.What.MADE, by=by)
    return made


@transaction.atomic
def change_group(cohort: Cohort, *, by: User, **about) -> Cohort:
    """Change a group, as ``change_cohort`` takes it. Raises LongerThanAgreed."""
    changed = change_cohort(cohort, **about)
    trail.note(changed, trail.What.CHANGED, by=by)
    return changed


@transaction.atomic
def make_link(
    *, cohort: Cohort, language: str, last_day: date, places: int | None, by: User
) -> MadeInvitation:
    """Make a link into a group."""
    made = invite(cohort=cohort, language=language, last_day=last_day, places=places, by=by)
    trail.note(cohort, trail.What.LINK, by=by, number=places)
    return made


@transaction.atomic
def delete_group(cohort: Cohort, *, by: User) -> None:
    """Delete a group; that it was, and who deleted it, stays readable for 12 months."""
    trail.note(cohort, trail.What.DELETED, by=by)
    delete_cohort(cohort)
