"""The second person: who may sign a publication, and small corrections that wait to be read."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Task

REVIEW_PERMISSION = "courses.sign_as_second_person"


def editors_since_publication(item) -> set[int]:
    """Return the ids of everybody who saved a revision of ``item`` since it was last published."""
    revisions = Revision.objects.for_instance(item)
    if item.live_revision_id:
        revisions = revisions.filter(id__gt=item.live_revision_id)
    return set(revisions.exclude(user=None).values_list("user_id", flat=True))


class SecondPersonTask(Task):
    """A task that only somebody who has not edited since the last publication may approve."""

    # no personal data

    class Meta:
        verbose_name = _("second person's signature")
        verbose_name_plural = _("second person's signatures")
        permissions = [("sign_as_second_person", _("May sign as the second person"))]

    def _may_sign(self, item, user) -> bool:
        return user.has_perm(REVIEW_PERMISSION) and user.pk not in editors_since_publication(item)

    def user_can_access_editor(self, obj, user) -> bool:
        """Reviewers open what waits for them, even without edit permission of their own."""
        return user.has_perm(REVIEW_PERMISSION)

    def locked_for_user(self, obj, user) -> bool:
        """While it waits, only its authors and the signing person may touch it."""
        return False

    def get_actions(self, obj, user) -> list[tuple[str, object, bool]]:
        """Offer approval to the second person only; everybody who reviews may send it back."""
        if not user.has_perm(REVIEW_PERMISSION):
            return []
        back = ("reject", _("Send back with a comment"), True)
        if not self._may_sign(obj, user):
            return [back]
        return [back, ("approve", _("Sign and publish"), False), ("approve", _("Sign with a comment"), True)]

    def on_action(self, task_state, user, action_name, **kwargs):
        """Refuse a signature by anybody who edited since the last publication. Raises PermissionDenied."""
        item = task_state.workflow_state.content_object
        if action_name == "approve" and not self._may_sign(item, user):
            raise PermissionDenied(_("Somebody who has not edited this text must sign it."))
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """List what waits for a second person, for the reviewer's dashboard."""
        from wagtail.models import TaskState

        if not user.has_perm(REVIEW_PERMISSION):
            return TaskState.objects.none()
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)

    @classmethod
    def get_description(cls) -> str:
        """Say in the CMS what the task asks for."""
        return _("A second person, who has not edited the text since it was last published, signs it.")


class WaitingCorrection(models.Model):
    """A small correction that was published at once and has not yet been read by a second person."""

    # personal data: who corrected; readers: reviewers; kept: until somebody has read it
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    title = models.CharField(_("title"), max_length=255)
    before = models.TextField(_("before"))
    after = models.TextField(_("after"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrected_at = models.DateTimeField(_("corrected"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction not yet read by a second person")
        verbose_name_plural = _("corrections not yet read by a second person")
        ordering = ["corrected_at"]

    def __str__(self) -> str:
        return self.title
