"""Writing, moderating, withdrawing and forgetting contributions. Each is one transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.discussion import rules
from casestudies.discussion.checking import NotSent, refuse_too_long, refuse_unsendable
from casestudies.discussion.models import Contribution
from courses.api import Outcome, enrolment_of, record_outcome

State = Contribution.State


def pseudonym_of(author, course_key: UUID, discussion_key: UUID | None) -> str:
    """Return under which sign somebody writes here; another discussion gives another one."""
    return rules.pseudonym(settings.SECRET_KEY, f"{course_key}/{discussion_key}", str(author.public_id))


@transaction.atomic
def contribute(
    *,
    author,
    course_key: UUID,
    discussion_key: UUID | None,
    text: str,
    language: str,
    nobody_recognised: bool,
    idempotency_key: UUID,
) -> Contribution:
    """Keep what somebody wrote until the trainer reads it; one sending is kept once. Raises NotSent."""
    _wait_for_other_windows_of(author)
    known = Contribution.objects.filter(author=author, idempotency_key=idempotency_key).first()
    if known:
        return known
    written = rules.cleaned(text)
    refuse_unsendable(written, language, nobody_recognised=nobody_recognised)
    _refuse_too_many(author, course_key, discussion_key)
    made = Contribution.objects.create(
        author=author,
        course_key=course_key,
        discussion_key=discussion_key,
        pseudonym=pseudonym_of(author, course_key, discussion_key),
        text=written,
        language=language,
        written_at=timezone.now(),
        idempotency_key=idempotency_key,
    )
    # A trainer who writes takes no part as a learner.
    if discussion_key and enrolment_of(author.pk, course_key):
        done = Outcome(activity_key=discussion_key, completed=True)
        record_outcome(learner=author, course_key=course_key, outcome=done, idempotency_key=idempotency_key)
    return made


def _wait_for_other_windows_of(author) -> None:
    # Two sendings at once would both count four and make a sixth. Not the enrolment: trainers have none.
    # Without the key, so that nothing else that is written about this person waits as well.
    get_user_model().objects.select_for_update(no_key=True).get(pk=author.pk)


def _refuse_too_many(author, course_key: UUID, discussion_key: UUID | None) -> None:
    since = timezone.now() - timedelta(days=1)
    own = Contribution.objects.filter(author=author, course_key=course_key, discussion_key=discussion_key)
    if own.filter(written_at__gt=since).count() >= rules.A_DAY:
        told = _(
            "You have written %(most)d times here since yesterday. "
            "Your text still stands here: send it tomorrow."
        )
        raise NotSent(told % {"most": rules.A_DAY})


def withdraw(*, author, public_id: UUID) -> bool:
    """Delete one's own contribution at once; returns whether there was one."""
    deleted, _by_table = Contribution.objects.filter(author=author, public_id=public_id).delete()
    return bool(deleted)


def report(contribution: Contribution) -> None:
    """Let the trainer look again; who asked for it is not kept."""
    Contribution.objects.filter(pk=contribution.pk, state=State.SHOWN).update(is_reported=True)


def let_through(contribution: Contribution) -> None:
    """Show a contribution to everybody who takes the course; a reported one stays."""
    Contribution.objects.filter(pk=contribution.pk, discussion_key__isnull=False).update(
        state=State.SHOWN, reason="", note="", is_reported=False
    )


def answer(contribution: Contribution, text: str) -> None:
    """Answer a question to the trainers. Raises NotSent."""
    written = rules.cleaned(text)
    # An answer may name an office and its telephone: trainers know what they may give.
    if not written:
        raise NotSent(_("Write something first."))
    refuse_too_long(written)
    Contribution.objects.filter(pk=contribution.pk).update(
        state=State.SHOWN, reply=written, reason="", note="", is_reported=False
    )


def hand_back(contribution: Contribution, reason: str, note: str) -> None:
    """Give a contribution back to its author with a reason; only the author sees it then. Raises NotSent."""
    written = rules.cleaned(note)
    refuse_too_long(written)
    if reason not in Contribution.Reason.values or (reason == Contribution.Reason.OTHER and not written):
        raise NotSent(_("Say why: choose a reason, or write one in your own words."))
    Contribution.objects.filter(pk=contribution.pk).update(
        state=State.RETURNED, reason=reason, note=written, is_reported=False
    )


@shared_task(name="casestudies.forget_contributions")
def forget_contributions(now: str | None = None) -> int:
    """Delete what was written 90 days ago or earlier, in whatever state. Returns how many."""
    moment = datetime.fromisoformat(now) if now else timezone.now()
    deleted, _by_table = Contribution.objects.filter(written_at__lte=rules.too_old(moment)).delete()
    return deleted
