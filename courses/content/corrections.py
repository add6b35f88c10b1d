"""Small corrections: published at once by their author, read afterwards by a second person."""

import json
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import log
from wagtail.models import COMMENTS_RELATION_NAME, Page

from courses.blocks import BodyField
from courses.content.review import REVIEW_PERMISSION, WaitingCorrection
from courses.content.rules import SMALL_CORRECTION_WORDS, is_small_correction
from courses.content.wording import Wording, changed_passages, whole_text, wording_of

# Bookkeeping of pages and drafts: it differs between any two revisions and says nothing about the text.
_BOOKKEEPING = {
    "pk", "path", "depth", "numchild", "url_path", "draft_title", "live", "has_unpublished_changes", "owner",
    "latest_revision", "latest_revision_created_at", "live_revision", "first_published_at",
    "last_published_at",
    "locked", "locked_at", "locked_by", "expired", "content_type", "translation_key", "locale", "alias_of",
    COMMENTS_RELATION_NAME,
}  # fmt: skip
# These stand on certificates and public pages, so every word of them is signed.
_ALWAYS_SIGNED = {"outward_name"}


class CorrectionRefused(Exception):
    """The change is no small correction. ``str()`` is a sentence for its author; the draft is kept."""


@transaction.atomic
def publish_correction(item, user) -> WaitingCorrection:
    """Publish the newest draft of ``item`` at once, and let it wait to be read by a second person.

    Only words may differ from what is published: at most twenty, and no figure among them. Who may
    edit ``item`` is asked by the caller. Raises CorrectionRefused.
    """
    published = type(item).objects.get(pk=item.pk)
    draft = published.get_latest_revision()
    if not published.live or draft is None or draft.pk == published.live_revision_id:
        raise CorrectionRefused(_("There is nothing to correct: no draft differs from a published text."))
    if published.workflow_in_progress:
        raise CorrectionRefused(_("This already waits for a second person. Take it back to correct it."))
    before, after = _wording(published, published.serializable_data()), _wording(published, draft.content)
    _refuse_more_than_small(before, after, marked=_has_open_comment(published))
    _refuse_unfinished(draft)
    old, new = changed_passages(before, after)
    correction = WaitingCorrection.objects.create(
        item=published, title=str(published)[:255], before=old, after=new, corrected_by=user
    )
    draft.publish(user=user, skip_permission_checks=True)
    return correction


def _wording(item, saved: dict) -> Wording:
    words, streams = _fields_of(type(item), "")
    for relation in get_all_child_relations(type(item)):
        more_words, more_streams = _fields_of(relation.related_model, f"{relation.get_accessor_name()}.")
        words, streams = words | more_words, streams | more_streams
    children = {place.split(".")[0] for place in words | streams if "." in place}
    ignored = _BOOKKEEPING | {f"{child}.{name}" for child in children for name in _BOOKKEEPING}
    return wording_of(_comparable(type(item), saved, streams), words, streams, ignored)


def _fields_of(model: type[models.Model], prefix: str) -> tuple[set[str], set[str]]:
    """Return the names of a model's fields that hold words, and of those that hold blocks."""
    words, streams = set(), set()
    for one in model._meta.get_fields():
        if isinstance(one, BodyField):
            streams.add(f"{prefix}{one.name}")
        elif isinstance(one, (models.CharField, models.TextField)) and not _is_code(one):
            words.add(f"{prefix}{one.name}")
    return words, streams


def _is_code(one: models.Field) -> bool:
    """Return whether a text field holds a code, an address, a choice or an outward name: no mere wording."""
    is_code = bool(one.choices) or one.unique or isinstance(one, (models.SlugField, models.URLField))
    return is_code or one.name in _ALWAYS_SIGNED


def _comparable(model: type[models.Model], saved: dict, streams: set[str]) -> dict:
    """Return saved values in one spelling: blocks as lists, 722 and 722.00 as the same number."""
    plain = json.loads(json.dumps(saved, default=str))
    numbers = {one.name for one in model._meta.get_fields() if isinstance(one, models.DecimalField)}
    for name, value in plain.items():
        if name in streams and isinstance(value, str):
            plain[name] = json.loads(value)
        elif name in numbers and value is not None:
            plain[name] = str(Decimal(value).normalize())
    return plain


def _has_open_comment(item) -> bool:
    """Return whether somebody left a mark in the margin that nobody has settled."""
    if not isinstance(item, Page):
        return False
    return getattr(item, COMMENTS_RELATION_NAME).filter(resolved_at__isnull=True).exists()


def _refuse_more_than_small(before: Wording, after: Wording, *, marked: bool) -> None:
    if before.frame != after.frame:
        raise CorrectionRefused(
            _("More than wording changed (blocks, links, settings). Submit this for a signature.")
        )
    if before.words == after.words:
        raise CorrectionRefused(_("There is nothing to correct: no draft differs from a published text."))
    if marked:
        raise CorrectionRefused(_("A comment in the margin is still open. Settle it first, then correct."))
    if not is_small_correction(whole_text(before), whole_text(after)):
        raise CorrectionRefused(
            _("A small correction changes at most %(words)d words, no figure. Submit this for a signature.")
            % {"words": SMALL_CORRECTION_WORDS}
        )


def _refuse_unfinished(draft) -> None:
    """Drafts may be half-filled; what is published may not."""
    try:
        draft.as_object().full_clean()
    except ValidationError as error:
        raise CorrectionRefused(
            _("This is not finished yet: %(what)s") % {"what": " ".join(error.messages)}
        ) from error


@transaction.atomic
def mark_correction_read(correction: WaitingCorrection, reader) -> WaitingCorrection:
    """Note that a second person has read a correction. Raises PermissionDenied for anybody else."""
    if not reader.has_perm(REVIEW_PERMISSION):
        raise PermissionDenied(_("Only reviewers mark corrections as read."))
    if reader.pk == correction.corrected_by_id:
        raise PermissionDenied(_("Somebody else than the person who corrected must read it."))
    if correction.read_at is None:
        correction.read_by, correction.read_at = reader, timezone.now()
        correction.save(update_fields=["read_by", "read_at"])
        if correction.item is not None:
            log(instance=correction.item, action="hamroh.correction_read", user=reader)
    return correction


def corrections_to_read() -> models.QuerySet[WaitingCorrection]:
    """Return the corrections no second person has read yet, oldest first."""
    return WaitingCorrection.objects.filter(read_at__isnull=True).select_related("corrected_by")
