"""The reviewer's pages in the CMS: read what changed, sign it or send it back; read a small correction."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Page, PreviewableMixin, TaskState

from courses.content.corrections import mark_correction_read
from courses.content.drafts import edit_url, newest_draft
from courses.content.models import WaitingCorrection
from courses.content.review import TextChanged, seen_stamp
from courses.content.wording_advice import wording_advice

HOME = "wagtailadmin_home"


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, task_state_id: int) -> HttpResponse:
    """Show what waits beside what is published; take the signature or the comment that sends it back."""
    state = get_object_or_404(TaskState, pk=task_state_id).specific
    draft = newest_draft(state.workflow_state)
    if draft is None or state.status != TaskState.STATUS_IN_PROGRESS:
        messages.info(request, _("This no longer waits for a signature."))
        return redirect(HOME)
    if not state.task.specific.get_actions(draft, request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _act(request, state, draft)
    return render(request, "courses/cms/sign.html", _context(request, state, draft))


def _act(request: HttpRequest, state: TaskState, draft) -> HttpResponse:
    action, comment = request.POST.get("action", ""), request.POST.get("comment", "").strip()
    if action == "reject" and not comment:
        messages.error(request, _("Say in a sentence what should change; the author reads it."))
        return redirect("cms_sign", state.pk)
    seen = {"seen": request.POST.get("seen", "")} if action == "approve" else {}
    try:
        state.task.specific.on_action(state, request.user, action, comment=comment, **seen)
    except TextChanged as changed:
        messages.error(request, str(changed))
        return redirect("cms_sign", state.pk)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return redirect(HOME)
    done = _("Signed and published: %(title)s") if action == "approve" else _("Sent back: %(title)s")
    messages.success(request, done % {"title": str(draft)})
    return redirect(HOME)


def _context(request: HttpRequest, state: TaskState, draft) -> dict:
    actions = [name for name, _label, _modal in state.task.specific.get_actions(draft, request.user)]
    return {
        "state": state,
        "draft": draft,
        "wording": wording_advice(draft) if hasattr(draft, "body") else None,
        "kind": draft._meta.verbose_name,
        "comparison": changes(request, draft) if draft.live else [],
        "is_new": not draft.live,
        "preview_url": _preview_url(state, draft),
        "edit_url": edit_url(draft),
        "may_sign": "approve" in actions,
        "seen": seen_stamp(draft.latest_revision),
    }


def changes(request: HttpRequest, draft) -> list:
    """Return the fields in which a draft differs from what is published, each able to show its difference."""
    published = type(draft).objects.get(pk=draft.pk)
    panel = published.get_edit_handler() if isinstance(published, Page) else _panel_of(type(draft))
    bound = panel.get_bound_panel(instance=published, request=request, form=None)
    compared = [compare(published, draft) for compare in bound.get_comparison()]
    return [difference for difference in compared if difference.has_changed()]


def _panel_of(model):
    viewset = getattr(model, "snippet_viewset", None)
    return (viewset and viewset._edit_handler) or get_edit_handler(model)


def _preview_url(state: TaskState, draft) -> str:
    if not isinstance(draft, PreviewableMixin):
        return ""
    if isinstance(draft, Page):
        return reverse("wagtailadmin_pages:workflow_preview", args=[draft.pk, state.task_id])
    return reverse(draft.snippet_viewset.get_url_name("workflow_preview"), args=[draft.pk, state.task_id])


@require_POST
def read_correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Note that the reviewer has read a small correction."""
    correction = get_object_or_404(WaitingCorrection, pk=correction_id)
    try:
        mark_correction_read(correction, request.user)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Read: %(title)s") % {"title": correction.title})
    return redirect(HOME)
