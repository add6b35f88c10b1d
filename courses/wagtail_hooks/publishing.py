"""The road from draft to publication in the editors: submit, sign, or correct a few words at once."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page, WorkflowMixin
from wagtail.snippets.action_menu import ActionMenuItem as SnippetActionMenuItem

from courses.content.addresses import refuse_taken
from courses.content.corrections import CorrectionRefused, publish_correction
from courses.content.drafts import edit_url
from courses.models import LessonPage
from courses.views import signing

CORRECTION = "action-small-correction"
# Wagtail's own ways to publish, to sign and to start over inside the editors; ours stand in their place.
_REPLACED = {"action-publish", "action-restart-workflow", "approve", "reject", "localize-convert-to-alias"}


@hooks.register("register_admin_urls")
def signing_urls():
    """Give the reviewer's pages their addresses under /cms/."""
    return [
        path("signing/<int:task_state_id>/", signing.sign, name="cms_sign"),
        path("corrections/<int:correction_id>/read/", signing.read_correction, name="cms_correction_read"),
    ]


def _may_act(item, user) -> bool:
    task = item.current_workflow_task
    return bool(task and task.get_actions(item, user))


def _sign_url(item) -> str:
    return reverse("cms_sign", args=[item.current_workflow_task_state.pk])


class SignPage(ActionMenuItem):
    """Leads the reviewer from a page's editor to the signature."""

    label, name, icon_name = gettext_lazy("Read and sign"), "action-read-and-sign", "check"

    def is_shown(self, context) -> bool:
        """Show where a page waits for this person."""
        return context["view"] == "edit" and _may_act(context["page"], context["request"].user)

    def get_url(self, parent_context) -> str:
        """Return the address of the signature."""
        return _sign_url(parent_context["page"])


class CorrectPage(ActionMenuItem):
    """Publishes a small correction from a page's editor."""

    label, name, icon_name = gettext_lazy("Publish small correction"), CORRECTION, "edit"

    def is_shown(self, context) -> bool:
        """Show on what is published and waits for nobody."""
        if context["view"] != "edit" or context["locked_for_user"]:
            return False
        return context["page"].live and self.get_user_page_permissions_tester(context).can_edit()


class SignSnippet(SnippetActionMenuItem):
    """Leads the reviewer from a row's editor to the signature."""

    label, name, icon_name = gettext_lazy("Read and sign"), "action-read-and-sign", "check"

    def is_shown(self, context) -> bool:
        """Show where a row waits for this person."""
        return context["view"] == "edit" and _may_act(context["instance"], context["request"].user)

    def get_url(self, parent_context) -> str:
        """Return the address of the signature."""
        return _sign_url(parent_context["instance"])


class CorrectSnippet(SnippetActionMenuItem):
    """Publishes a small correction from a row's editor."""

    label, name, icon_name = gettext_lazy("Publish small correction"), CORRECTION, "edit"

    def is_shown(self, context) -> bool:
        """Show on what is published and waits for nobody."""
        instance = context.get("instance")
        return context["view"] == "edit" and instance.live and not instance.workflow_in_progress


@hooks.register("register_page_action_menu_item")
def page_signature():
    """Offer the signature in the page editor."""
    return SignPage(order=-20)


@hooks.register("register_page_action_menu_item")
def page_correction():
    """Offer the small correction in the page editor."""
    return CorrectPage(order=70)


@hooks.register("register_snippet_action_menu_item")
def snippet_signature(model):
    """Offer the signature in the editors of rows that are signed."""
    return SignSnippet(order=-20) if issubclass(model, WorkflowMixin) else None


@hooks.register("register_snippet_action_menu_item")
def snippet_correction(model):
    """Offer the small correction in the editors of rows that are signed."""
    return CorrectSnippet(order=70) if issubclass(model, WorkflowMixin) else None


@hooks.register("construct_page_action_menu")
def page_menu(menu_items, request, context):
    """Leave only the ways that lead over a second person, in plain words."""
    _in_plain_words(menu_items)


@hooks.register("construct_snippet_action_menu")
def snippet_menu(menu_items, request, context):
    """Leave only the ways that lead over a second person; while it waits, only taking it back."""
    if not issubclass(context["model"], WorkflowMixin):
        return
    _in_plain_words(menu_items)
    instance = context.get("instance")
    if instance is not None and instance.workflow_in_progress:
        menu_items[:] = [item for item in menu_items if item.name != "action-save"]


def _in_plain_words(menu_items) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in _REPLACED]
    for item in menu_items:
        if item.name == "action-cancel-workflow":
            item.label = gettext_lazy("Take back")


@hooks.register("before_edit_snippet", order=-10)
def guard_snippet(request, instance):
    """Refuse what the menus do not offer: publishing by hand, and writing on what waits for a signature."""
    if request.method != "POST" or not isinstance(instance, WorkflowMixin):
        return None
    if "action-publish" in request.POST or "action-restart-workflow" in request.POST:
        raise PermissionDenied
    takes_back = "action-cancel-workflow" in request.POST
    if not instance.workflow_in_progress or takes_back:
        return None
    if "action-workflow-action" in request.POST and _may_act(instance, request.user):
        return redirect(_sign_url(instance))
    messages.error(
        request,
        _("This waits for a second person, and nobody changes it meanwhile. To go on writing, take it back."),
    )
    return redirect(edit_url(instance))


@hooks.register("before_create_snippet", order=-10)
def guard_new_snippet(request, model):
    """Refuse a row that would be published in the moment it is made, or written over the one it copies.

    The form of a copy is sent to where new rows are made. Sent to the copy's own address, Wagtail would
    save it into the original, past every signature.
    """
    if request.method == "POST" and request.resolver_match.url_name == "copy":
        raise PermissionDenied
    if request.method == "POST" and issubclass(model, WorkflowMixin) and "action-publish" in request.POST:
        raise PermissionDenied
    return None


@hooks.register("before_copy_page")
def refuse_taken_copy(request, page):
    """Say what is wrong with the address of a copied lesson: Wagtail's form for it does not ask the page."""
    if not (request.method == "POST" and issubclass(page.specific_class, LessonPage)):
        return None
    try:
        refuse_taken(request.POST.get("new_slug", ""))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


@hooks.register("after_edit_page")
def correct_page(request, page):
    """Publish the draft just saved as a small correction, if that button was pressed."""
    return _correct(request, page)


@hooks.register("after_edit_snippet")
def correct_snippet(request, instance):
    """Publish the draft just saved as a small correction, if that button was pressed."""
    return _correct(request, instance) if isinstance(instance, WorkflowMixin) else None


def _correct(request, item):
    if CORRECTION not in request.POST:
        return None
    try:
        publish_correction(item, request.user)
    except CorrectionRefused as refusal:
        messages.error(request, _("Not published, your draft is kept. %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("Published. A second person will read this correction."))
    return redirect(edit_url(item.specific if isinstance(item, Page) else item))


@hooks.register("register_log_actions")
def log_of_corrections(actions):
    """Let the history of a text say when a correction was read."""

    @actions.register_action("hamroh.correction_read")
    class CorrectionRead(LogFormatter):
        label = gettext_lazy("Correction read")
        message = gettext_lazy("A second person read the correction")
