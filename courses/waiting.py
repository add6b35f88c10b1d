"""Starts the workflows of many drafts in a few statements, as Wagtail starts one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail import log_actions
from wagtail.models import ModelLogEntry, Page, Task, TaskState, Workflow, WorkflowState
from wagtail.signals import task_submitted, workflow_submitted

_ACTION = "wagtail.workflow.start"


def start_all(drafts: Iterable[tuple[type, Any]], by) -> None:
    """Hand drafts in, given by their tables and ids, in the name of ``by``."""
    found: dict[Workflow, list] = defaultdict(list)
    for row, workflow in _with_workflows(drafts):
        if workflow is not None:
            found[workflow].append(row)
    for workflow, rows in found.items():
        task = _plain_first_task(workflow)
        if task is None:
            for row in rows:
                workflow.start(row, by)
        else:
            _start(workflow, task, rows, by)


def _with_workflows(drafts: Iterable[tuple[type, Any]]) -> Iterable[tuple[Any, Workflow | None]]:
    """Give each row as it stands with its workflow, which all of a table share unless they are pages."""
    ids: dict[type, list] = defaultdict(list)
    drafts = list(drafts)
    for model, pk in drafts:
        ids[model].append(pk)
    rows = {
        model: model.objects.select_related("latest_revision").in_bulk(wanted)
        for model, wanted in ids.items()
    }
    shared = {model: model.get_default_workflow() for model in ids if not issubclass(model, Page)}
    for model, pk in drafts:
        row = rows[model][pk]
        yield row, shared[model] if model in shared else row.get_workflow()


def _plain_first_task(workflow: Workflow) -> Task | None:
    """Return the first task of a workflow; None where it begins in a way of its own."""
    first = workflow.tasks.filter(active=True).first()
    task = first.specific if first else None
    is_plain = task is not None and type(task).start is Task.start and not task.task_state_class
    return task if is_plain else None


def _start(workflow: Workflow, task: Task, rows: list, by) -> None:
    """Do for all rows what `Workflow.start` does for one.

    That each waits only once is a constraint of the table.
    """
    states = WorkflowState.objects.bulk_create(_state(row, workflow, by) for row in rows)
    kind = ContentType.objects.get_for_model(TaskState)
    tasks = TaskState.objects.bulk_create(
        TaskState(
            workflow_state=state,
            revision=row.latest_revision,
            task=task,
            status=TaskState.STATUS_IN_PROGRESS,
            content_type=kind,
        )
        for state, row in zip(states, rows, strict=True)
    )
    for state, begun in zip(states, tasks, strict=True):
        state.current_task_state = begun
    WorkflowState.objects.bulk_update(states, ["current_task_state"])
    for state in states:
        task_submitted.send(sender=TaskState, instance=state.current_task_state, user=by)
        workflow_submitted.send(sender=WorkflowState, instance=state, user=by)
    _log(states, rows, task, by)


def _state(row, workflow: Workflow, by) -> WorkflowState:
    return WorkflowState(
        content_type=row.get_content_type(),
        base_content_type=row.get_base_content_type(),
        object_id=str(row.pk),
        workflow=workflow,
        status=WorkflowState.STATUS_IN_PROGRESS,
        requested_by=by,
    )


def _log(states: list[WorkflowState], rows: list, task: Task, by) -> None:
    """Write into the history of each row that it waits; pages have a history of their own."""
    entries, now = [], timezone.now()
    for state, row in zip(states, rows, strict=True):
        said = {"id": state.workflow_id, "title": state.workflow.name, "status": state.status}
        said |= {"next": {"id": task.pk, "title": task.name}, "task_state_id": state.current_task_state.pk}
        about = {"revision": row.latest_revision, "user": by, "data": {"workflow": said}}
        if log_actions.registry.get_log_model_for_instance(row) is not ModelLogEntry:
            log_actions.log(instance=row, action=_ACTION, **about)
            continue
        about |= {"content_type": row.get_content_type(), "object_id": str(row.pk), "label": str(row)[:255]}
        entries.append(ModelLogEntry(action=_ACTION, timestamp=now, **about))
    ModelLogEntry.objects.bulk_create(entries)
