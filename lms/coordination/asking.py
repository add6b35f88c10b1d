"""Asking people into a group: one mail to each address, once, and then the address is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from courses.api import courses_on_shelf, invite, is_member, published_version
from courses.models import Cohort
from lms.accounts.api import User, profile_of
from lms.coordination import trail
from lms.coordination.group_tables import MOST_MAILS_A_DAY
from lms.coordination.marks import mark_of
from lms.coordination.models import Asked, AskingDay
from lms.notices.api import wants_silence

_SEPARATOR = "\n"
# What could not leave within three days leaves no more.
_ADDRESS_KEPT = timedelta(days=3)
_DAYS_KEPT = timedelta(days=30)


class TooManyToday(ValueError):
    """The coordinator's mails of the day are used up; ``left`` says how many still may go."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True)
class Person:
    """Somebody to be asked: where, and in which language."""

    address: str
    language: str


def mails_left(coordinator: User) -> int:
    """Return how many invitation mails somebody may still promise today. One query."""
    day = AskingDay.objects.filter(coordinator=coordinator, day=timezone.localdate()).first()
    return MOST_MAILS_A_DAY - (day.number if day else 0)


def asked_before(cohort: Cohort, addresses: Sequence[str]) -> set[str]:
    """Return those of these addresses to which this group has sent its one mail. One query.

    Nothing here asks whether an address has an account: it would tell whoever holds a list of addresses
    which of these people work with returning families.
    """
    marks = {_mark(cohort, address): address for address in addresses}
    known = Asked.objects.filter(cohort=cohort, mark__in=marks).values_list("mark", flat=True)
    return {marks[mark] for mark in known}


def _mark(cohort: Cohort, address: str) -> str:
    return mark_of(address, purpose=f"asked/{cohort.key}")


@transaction.atomic
def ask(*, cohort: Cohort, people: Sequence[Person], language: str, last_day: date, by: User) -> int:
    """Promise one mail to each address that this group has not written to. Returns how many.

    They share an invitation with a place for each. Raises TooManyToday; then nothing is promised.
    """
    # Of two who ask at once into one group, the second reads what the first has written.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    known = asked_before(cohort, [person.address for person in people])
    fresh = {person.address: person for person in people if person.address not in known}
    if not fresh:
        return 0
    _count(by, len(fresh))
    made = invite(cohort=cohort, language=language, last_day=last_day, by=by, places=len(fresh))
    rows = [_row(cohort, made, person) for person in fresh.values()]
    for row in Asked.objects.bulk_create(rows):
        send_asking.delay_on_commit(row.pk)
    trail.note(cohort, trail.What.INVITED, by=by, number=len(rows))
    return len(rows)


def _row(cohort: Cohort, made, person: Person) -> Asked:
    row = Asked(cohort=cohort, invitation=made.invitation, language=person.language)
    row.mark = _mark(cohort, person.address)
    row.letter = _SEPARATOR.join([person.address, made.token])
    return row


def _count(coordinator: User, number: int) -> None:
    """Take ``number`` mails from the coordinator's day, by one conditional write. Raises TooManyToday."""
    day, _created = AskingDay.objects.get_or_create(coordinator=coordinator, day=timezone.localdate())
    free = AskingDay.objects.filter(pk=day.pk, number__lte=MOST_MAILS_A_DAY - number)
    if number > MOST_MAILS_A_DAY or not free.update(number=F("number") + number):
        raise TooManyToday(mails_left(coordinator))


@shared_task(name="coordination.send_asking")
def send_asking(asked_id: int) -> None:
    """Send one invitation, once, and forget the address. Where the mail server fails it is tried again.

    Nothing leaves for an invitation that lets nobody in by now, nor to who belongs to the group already
    or wants no messages; nobody is told which of them that was.
    """
    waiting = Asked.objects.filter(pk=asked_id, begun_at=None)
    if not waiting.exclude(letter_sealed=b"").update(begun_at=timezone.now()):
        return
    row = Asked.objects.select_related(
        "cohort__region__country", "cohort__country", "invitation__cohort", "invitation__created_by__profile"
    ).get(pk=asked_id)
    address, token = row.letter.split(_SEPARATOR)
    if _may_leave(row, address):
        try:
            _letter(row, address, token).send()
        except (SMTPException, OSError):
            # It did not leave: the next attempt may send it.
            Asked.objects.filter(pk=row.pk).update(begun_at=None)
            raise
    Asked.objects.filter(pk=row.pk).update(letter_sealed=b"")


def _may_leave(row: Asked, address: str) -> bool:
    invitation = row.invitation
    is_open = invitation.is_open_on(timezone.localdate())
    if not (is_open and invitation.created_by.has_perm("courses.view_cohort", row.cohort)):
        return False
    known = User.objects.filter(email=address).first()
    return known is None or not (wants_silence(known.pk) or is_member(known, row.cohort))


def _letter(row: Asked, address: str, token: str) -> EmailMessage:
    invitation = row.invitation
    with translation.override(row.language):
        link = settings.SITE_ADDRESS + reverse("join", args=[token])
        context = _context(row.cohort, invitation.created_by, row.language, invitation.last_day, link)
        return EmailMessage(
            subject=render_to_string("coordination/mail/asking_subject.txt", context).strip(),
            body=render_to_string("coordination/mail/asking_message.txt", context),
            to=[address],
        )


def preview(cohort: Cohort, inviter: User, language: str, last_day: date) -> str:
    """Return what somebody would read, with dots where the link will stand."""
    with translation.override(language):
        context = _context(cohort, inviter, language, last_day, f"{settings.SITE_ADDRESS}/…")
        return render_to_string("coordination/mail/asking_message.txt", context).strip()


def _context(cohort: Cohort, inviter: User, language: str, last_day: date, link: str) -> dict:
    return told_of(cohort, inviter, language) | {"link": link, "last_day": last_day}


def told_of(cohort: Cohort, inviter: User, language: str) -> dict:
    """Return what an invitation tells of a group: outward names only."""
    shelf = courses_on_shelf(published_version(), language).values()
    return {
        "inviter": profile_of(inviter).display_name,
        "cohort": cohort,
        "courses": [course.outward_name for course in shelf if str(course.key) in cohort.course_keys],
        "site_name": settings.SITE_NAME,
    }


def forget_asked(now: datetime) -> int:
    """Forget addresses whose mail did not leave within 3 days, and fingerprints of invitations that are over.

    Returns how many rows that was.
    """
    stale = Asked.objects.filter(asked_at__lt=now - _ADDRESS_KEPT).exclude(letter_sealed=b"")
    number = stale.update(letter_sealed=b"")
    today = timezone.localdate(now)
    number += Asked.objects.filter(letter_sealed=b"", invitation__last_day__lt=today).delete()[0]
    return number + AskingDay.objects.filter(day__lt=today - _DAYS_KEPT).delete()[0]
