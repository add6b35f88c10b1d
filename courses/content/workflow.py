"""Sets up the road from a draft to its publication: one workflow with one signature, for everything."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
    WorkflowPage,
    WorkflowTask,
)

from courses.content.models import SecondPersonTask

# Found again by these names, so they are not translated.
NAME = "Second person"


@transaction.atomic
def set_up_review() -> Workflow:
    """Put the second person's signature before every publication; a second time changes nothing.

    Covers the whole page tree and every row that has drafts and a workflow; other workflows, such
    as the one that comes with Wagtail, are switched off.
    """
    workflow = Workflow.objects.filter(name=NAME).first() or Workflow.objects.create(name=NAME)
    task = SecondPersonTask.objects.filter(name=NAME).first() or SecondPersonTask.objects.create(name=NAME)
    _switch_on(workflow, task)
    _switch_off_others(workflow, task)
    for root in Page.objects.filter(depth=1):
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    for model in _signed_models():
        WorkflowContentType.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    return workflow


def _switch_on(workflow: Workflow, task: SecondPersonTask) -> None:
    for one in (workflow, task):
        if not one.active:
            one.active = True
            one.save()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})


def _switch_off_others(workflow: Workflow, task: SecondPersonTask) -> None:
    for other in Workflow.objects.active().exclude(pk=workflow.pk):
        other.deactivate()
    for other in Task.objects.filter(active=True).exclude(pk=task.pk):
        other.deactivate()


def _signed_models() -> list[type]:
    """Return every model with drafts and a workflow that is not a page."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, WorkflowMixin) and not issubclass(model, Page)
    ]
