"""The second person: who may sign a publication, and small corrections that wait to be read."""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Page, PagePermissionTester, Revision, Task, TaskState
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from courses.content.signatures import Signature, keep_signature

REVIEW_PERMISSION = "courses.sign_as_second_person"


def editors_since_publication(item) -> set[int]:
    """Return the ids of everybody who wrote on ``item`` since it was last published.

    Counts saved revisions, and the strings of a translation whoever typed them. After a withdrawal
    the last publication still counts, so that a text can come back.
    """
    revisions = Revision.objects.for_instance(item).exclude(user=None)
    if item.live_revision_id:
        revisions = revisions.filter(id__gt=item.live_revision_id)
    elif item.last_published_at:
        revisions = revisions.filter(created_at__gt=item.last_published_at)
    return set(revisions.values_list("user_id", flat=True)) | _translators_since_publication(item)


def _translators_since_publication(item) -> set[int]:
    translation = translation_of(item)
    if translation is None:
        return set()
    found: set[int] = set()
    for table in (StringTranslation, SegmentOverride):
        written = table.objects.filter(
            locale=translation.target_locale, context__object_id=translation.source.object_id
        ).exclude(last_translated_by=None)
        if item.last_published_at:
            written = written.filter(updated_at__gt=item.last_published_at)
        found |= set(written.values_list("last_translated_by_id", flat=True))
    return found


def translation_of(item) -> Translation | None:
    """Return the running translation that ``item`` is the outcome of; None for a text of its own."""
    if not hasattr(item, "translation_key"):
        return None
    return (
        Translation.objects.filter(
            source__object_id=item.translation_key, target_locale_id=item.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def may_sign(item, user) -> bool:
    """Return whether ``user`` may be the second person for what now waits to be published of ``item``."""
    return user.has_perm(REVIEW_PERMISSION) and user.pk not in editors_since_publication(item)


class SignedPublication(PagePermissionTester):
    """Permissions of pages that are published by a second person's signature and by nothing else.

    Without it whoever may publish, a superuser included, could publish their own words by button,
    in bulk, by a copy or by an alias.
    """

    def can_publish(self) -> bool:
        """Nobody publishes by hand; a translation may be published by who has not written on it."""
        return (
            self.user.is_active and translation_of(self.page) is not None and may_sign(self.page, self.user)
        )

    def can_publish_subpage(self) -> bool:
        """A new page, a copy or an alias never begins its life published."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Who reads a lesson is decided by the course, not page by page."""
        return False

    def can_unschedule(self) -> bool:
        """Holding back a publication needs no second person."""
        return self.user.is_active and (self.user.is_superuser or "publish" in self.permissions)


class SignedPage:
    """Mixin of page types that only a second person's signature publishes.

    ``is_answered_for``: whoever signs answers who is harmed if it is wrong, for whom the advice
    differs and what it rests on; a translation is signed for its words alone.
    """

    is_answered_for = False

    def permissions_for_user(self, user) -> SignedPublication:
        """Return what ``user`` may do with this page in the CMS."""
        return SignedPublication(user, self)

    def copy_for_translation(self, locale, copy_parents=False, alias=False, exclude_fields=None):
        """Copy the page as a draft of its own, never as a live stand-in for a translation."""
        return super().copy_for_translation(locale, copy_parents=copy_parents, exclude_fields=exclude_fields)

    copy_for_translation.alters_data = True


class TextChanged(PermissionDenied):
    """What waits is no longer what was read: it has to be read again before it is signed."""


class SecondPersonLock(WorkflowLock):
    """What waits for a signature is not written on, by anybody."""

    def get_message(self, user):
        """Say why the editor is closed and how to go on writing."""
        return _(
            "This waits for a second person, and nobody changes it meanwhile. To go on writing, take it back."
        )

    def get_locked_by(self, user, can_lock=False):
        """Name the reason in the side panel."""
        return _("Waits for a second person")

    def get_description(self, user, can_lock=False):
        """Explain the reason in the side panel."""
        return _("What is signed is what was read, so nobody changes it while it waits.")


def seen_stamp(revision) -> str:
    """Return what tells one state of a draft from every other, also from the same draft saved over."""
    return f"{revision.pk}-{revision.created_at.isoformat()}"


class SecondPersonTask(Task):
    """A task that only somebody who has not edited since the last publication may approve."""

    # no personal data

    class Meta:
        verbose_name = _("second person's signature")
        verbose_name_plural = _("second person's signatures")
        permissions = [("sign_as_second_person", _("May sign as the second person"))]

    lock_class = SecondPersonLock

    def user_can_access_editor(self, obj, user) -> bool:
        """Reviewers open what waits for them, even without edit permission of their own."""
        return user.has_perm(REVIEW_PERMISSION)

    def locked_for_user(self, obj, user) -> bool:
        """While it waits nobody changes it, so that what is signed is what was read."""
        return True

    def get_actions(self, obj, user) -> list[tuple[str, object, bool]]:
        """Offer the signature to the second person only; everybody who reviews may send it back."""
        if not user.has_perm(REVIEW_PERMISSION):
            return []
        back = ("reject", _("Send back with a comment"), True)
        if not may_sign(obj, user):
            return [back]
        return [("approve", _("Sign and publish"), False), back, ("approve", _("Sign with a comment"), True)]

    @transaction.atomic
    def on_action(
        self, task_state, user, action_name, seen: str = "", signature: Signature | None = None, **kwargs
    ):
        """Refuse a signature by who has edited, or under a text that changed. Raises PermissionDenied.

        ``seen`` is the stamp of the draft the reviewer had before their eyes; without it the draft
        must be the one that was submitted, untouched. ``signature`` holds what the signer answered,
        where the text asks for answers. Raises SignatureIncomplete while one is missing.
        """
        item = task_state.workflow_state.content_object
        if action_name not in [name for name, _label, _modal in self.get_actions(item, user)]:
            raise PermissionDenied(_("Somebody who has not edited this text must sign it."))
        if action_name == "approve":
            _pin_what_was_seen(item, task_state, seen)
            _keep_answers(item, task_state, user, signature)
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """List what waits for a second person, for the reviewer's dashboard."""
        if not user.has_perm(REVIEW_PERMISSION):
            return TaskState.objects.none()
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)

    @classmethod
    def get_description(cls) -> str:
        """Say in the CMS what the task asks for."""
        return _("A second person, who has not edited the text since it was last published, signs it.")


def texts_answered_for():
    """Return the published pages of all floors whose signer answers for them, in every language."""
    models = [
        model for model in apps.get_models() if issubclass(model, SignedPage) and issubclass(model, Page)
    ]
    answered_for = [model for model in models if model.is_answered_for]
    return Page.objects.live().type(*answered_for).select_related("locale").order_by("path")


def asks_for_answers(item) -> bool:
    """Return whether a signature under ``item`` comes with answers: a translation's does not."""
    return getattr(item, "is_answered_for", False) and translation_of(item) is None


def _keep_answers(item, task_state, user, signature: Signature | None) -> None:
    item = item.specific if isinstance(item, Page) else item
    if not asks_for_answers(item):
        return
    if signature is None:
        raise PermissionDenied(_("This is signed on its signing page, which asks three questions first."))
    keep_signature(task_state.revision, item, user, signature)


def _pin_what_was_seen(item, task_state, seen: str) -> None:
    """Let the signature stand under exactly the newest draft. Raises TextChanged when it is another."""
    newest = item.get_latest_revision()
    if seen and seen == seen_stamp(newest):
        task_state.revision = newest
        return
    is_as_submitted = newest.pk == task_state.revision_id and newest.created_at <= task_state.started_at
    if seen or not is_as_submitted:
        raise TextChanged(_("The text changed after it was submitted. Read it again, then sign."))


class WaitingCorrection(models.Model):
    """A small correction that was published at once, and the second person who read it afterwards."""

    # personal data: who corrected, who read; readers: reviewers; kept: with the text's history
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    item = GenericForeignKey("content_type", "object_id")
    title = models.CharField(_("title"), max_length=255)
    before = models.TextField(_("before"))
    after = models.TextField(_("after"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrected_at = models.DateTimeField(_("corrected"), auto_now_add=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("small correction")
        verbose_name_plural = _("small corrections")
        ordering = ["corrected_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(read_by__isnull=True)
                | models.Q(corrected_by__isnull=True)
                | ~models.Q(read_by=models.F("corrected_by")),
                name="correction_is_read_by_somebody_else",
            )
        ]
        indexes = [
            models.Index(
                fields=["corrected_at"],
                condition=models.Q(read_at__isnull=True),
                name="correction_not_yet_read",
            )
        ]

    def __str__(self) -> str:
        return self.title


class OperatorsChange(ModelPermissionPolicy):
    """For lists that have no drafts: what is changed here is changed for every reader at once."""

    def user_has_permission(self, user, action: str) -> bool:
        """Leave changes to those who may also sign; others add and look."""
        allowed = super().user_has_permission(user, action)
        return allowed and (action in ("add", "view") or user.has_perm(REVIEW_PERMISSION))
