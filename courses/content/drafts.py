"""What waits for whom: drafts of one person, texts that wait for a signature."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, TaskState, WorkflowMixin, WorkflowState

from courses.content.models import SecondPersonTask
from courses.content.review import may_sign

SHOWN_DRAFTS = 20


@dataclass(frozen=True)
class Waiting:
    """A text that waits for a signature. ``may_sign`` is False for who has written on it."""

    item: Any
    kind: str
    task_state: TaskState
    requested_by: Any
    since: datetime
    may_sign: bool


@dataclass(frozen=True)
class Draft:
    """A draft of one person; ``state``: "draft", "waits", "sent back"; ``comment``: the reviewer's words."""

    item: Any
    kind: str
    saved_at: datetime
    edit_url: str
    state: str
    comment: str


def waiting_for_signature(user) -> list[Waiting]:
    """Return what waits for a second person, the longest waiting first; empty for who may not sign."""
    states: dict[int, TaskState] = {}
    for task in SecondPersonTask.objects.filter(active=True):
        for state in task.get_task_states_user_can_moderate(user).select_related(
            "workflow_state__requested_by"
        ):
            states[state.pk] = state
    found = []
    for state in sorted(states.values(), key=lambda state: state.started_at):
        item = newest_draft(state.workflow_state)
        if item is not None:
            kind, asked_by = str(item._meta.verbose_name), state.workflow_state.requested_by
            found.append(Waiting(item, kind, state, asked_by, state.started_at, may_sign(item, user)))
    return found


def newest_draft(workflow_state: WorkflowState):
    """Return the newest draft of what a workflow runs on; None when it was deleted meanwhile."""
    item = workflow_state.content_object
    if item is None:
        return None
    return (item.specific if isinstance(item, Page) else item).get_latest_revision_as_object()


def drafts_of(user) -> list[Draft]:
    """Return what somebody wrote last and nobody has published, the newest first."""
    found = sorted(_unpublished_by(user), key=lambda item: item.latest_revision.created_at, reverse=True)
    return [_draft(item) for item in found[:SHOWN_DRAFTS]]


def _unpublished_by(user) -> Iterator[Any]:
    mine = {"has_unpublished_changes": True, "latest_revision__user": user}
    yield from Page.objects.filter(**mine).select_related("latest_revision").specific(defer=True)
    for model in apps.get_models():
        if issubclass(model, WorkflowMixin) and not issubclass(model, Page):
            yield from model.objects.filter(**mine).select_related("latest_revision")


def _draft(item) -> Draft:
    state, comment = "draft", ""
    workflow_state = item.current_workflow_state
    if workflow_state and workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
        state = "waits"
    elif workflow_state and workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state, comment = "sent back", workflow_state.current_task_state.comment
    shown = item.get_latest_revision_as_object()
    kind = str(item._meta.verbose_name)
    return Draft(shown, kind, item.latest_revision.created_at, edit_url(item), state, comment)


def edit_url(item) -> str:
    """Return the address of an item's editor in the CMS; "" where it has none."""
    if isinstance(item, Page):
        return reverse("wagtailadmin_pages:edit", args=[item.pk])
    try:
        return reverse(item.snippet_viewset.get_url_name("edit"), args=[item.pk])
    except (AttributeError, NoReverseMatch):
        return ""
