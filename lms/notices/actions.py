"""Sends the digest: never twice, never at night, never to who does not want it."""

from datetime import date, datetime, timedelta
from smtplib import SMTPException

from celery import shared_task
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from lms.accounts.api import User, reachable_people
from lms.notices import rules
from lms.notices.letters import letter
from lms.notices.models import Digest, Silence
from lms.notices.queries import language_of, local_time, place_in_week, recipients, wants_silence
from lms.notices.sources import Line, Source, all_sources

KEPT = timedelta(days=30)
# People asked about at once; a database takes only so many ids in one query.
PORTION = 500

Parcel = list[tuple[Source, Line]]


@shared_task(name="notices.send_digests")
def send_digests() -> int:
    """Promise a digest to everybody whose hour it is and for whom there is something. Returns how many."""
    now = timezone.now()
    ids = sorted({person_id for source in all_sources() for person_id in source.people(now)})
    portions = (ids[start : start + PORTION] for start in range(0, len(ids), PORTION))
    return sum(_promise(person, now) for portion in portions for person in recipients(portion, now))


def _promise(person: User, now: datetime) -> bool:
    local = local_time(person, now)
    number = place_in_week(person.pk, local)
    if number is None or not _parcel(person, now):
        return False
    try:
        with transaction.atomic():
            digest = Digest.objects.create(
                learner=person,
                day=local.date(),
                week=rules.week_of(local.date()),
                number=number,
                made_at=now,
            )
            send_digest.delay_on_commit(digest.pk)
    except IntegrityError:
        # Another process was first.
        return False
    return True


def _parcel(person: User, now: datetime) -> Parcel:
    """Return what there is to tell a person, in their language, each line with where it comes from."""
    with translation.override(language_of(person)):
        found = [(source, line) for source in all_sources() for line in source.lines(person.pk, now)]
    return found[: rules.MOST_LINES]


@shared_task(name="notices.send_digest")
def send_digest(digest_id: int) -> None:
    """Send one digest, once. Where the mail server fails the job is tried again, and the digest with it.

    What cannot leave any more on its day, because quiet hours came, or what nobody wants by now, is
    dropped: its lines wait for the next one.
    """
    now = timezone.now()
    open_ones = Digest.objects.filter(pk=digest_id, begun_at=None)
    if not open_ones.update(begun_at=now):
        return
    digest = Digest.objects.get(pk=digest_id)
    person = reachable_people([digest.learner_id]).first()
    parcel = _parcel(person, now) if person and _may_leave(digest, person, now) else []
    if not parcel:
        digest.delete()
        return
    _hand_over(digest, person, parcel)


def _may_leave(digest: Digest, person: User, now: datetime) -> bool:
    local = local_time(person, now)
    return local.date() == digest.day and not rules.is_quiet(local) and not wants_silence(person.pk)


def _hand_over(digest: Digest, person: User, parcel: Parcel) -> None:
    with translation.override(language_of(person)):
        message = letter(person, [line for _source, line in parcel])
    try:
        message.send()
    except (SMTPException, OSError):
        # It did not leave: the next attempt may send it.
        Digest.objects.filter(pk=digest.pk).update(begun_at=None)
        raise
    _note_sent(digest, parcel)


@transaction.atomic
def _note_sent(digest: Digest, parcel: Parcel) -> None:
    now = timezone.now()
    Digest.objects.filter(pk=digest.pk).update(sent_at=now)
    for source in {id(source): source for source, _line in parcel}.values():
        source.sent([line.key for own, line in parcel if own is source], now)


def set_silence(*, person: User, is_wanted: bool) -> None:
    """Stop all messages to a person, or let them come again; no reason is asked."""
    if is_wanted:
        Silence.objects.get_or_create(learner=person, defaults={"since": timezone.now()})
    else:
        Silence.objects.filter(learner=person).delete()


@shared_task(name="notices.forget_digests")
def forget_digests(today: str | None = None) -> int:
    """Forget which messages were sent 30 days ago. Returns how many."""
    day = date.fromisoformat(today) if today else timezone.localdate()
    return Digest.objects.filter(day__lt=day - KEPT).delete()[0]
