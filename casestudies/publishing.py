"""What happens when something is published, withdrawn or deleted: its activity and its lessons."""

import uuid

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.signals import published, unpublished

from casestudies import rules
from casestudies.advice import sentences
from casestudies.frozen import frozen_content, graph_of, source_language
from casestudies.models import Case, Discussion, WordingTask, Worksheet
from casestudies.placing import activity_for
from courses.api import count_publication, publish_lessons_with

Written = Case | Discussion | WordingTask | Worksheet


class CaseNotReady(PermissionDenied):
    """The case cannot be published yet; the message says what to mend."""


def connect() -> None:
    """Listen for publications of everything that trainers write on this floor."""
    for model in (Case, Discussion, WordingTask, Worksheet):
        name = model._meta.model_name
        published.connect(_published, sender=model, dispatch_uid=f"place_{name}")
        unpublished.connect(_withdrawn, sender=model, dispatch_uid=f"withdraw_{name}")
        post_delete.connect(_withdrawn, sender=model, dispatch_uid=f"forget_{name}")


def require_ready(case: Case) -> None:
    """Raise CaseNotReady when somebody who plays it could get stuck or lost."""
    flaws = rules.problems(graph_of(frozen_content(case)))
    if flaws:
        raise CaseNotReady(" ".join(sentences(flaws)))


def _published(sender, instance: Written, **kwargs) -> None:
    with transaction.atomic():
        if instance.locale.language_code == source_language():
            _place_in_lessons(instance)
        if instance.activity_id:
            publish_lessons_with(instance.activity.translation_key)
        count_publication()


def _withdrawn(sender, instance: Written, **kwargs) -> None:
    if instance.activity_id:
        publish_lessons_with(instance.activity.translation_key)
    count_publication()


def _place_in_lessons(written: Written) -> None:
    """Give it the activity by which lessons place it; that says of itself what it says."""
    found = apps.get_model("courses", "Activity").objects.filter(pk=written.activity_id).first()
    # The same row always gets the same activity: an older draft may not know of it yet.
    key = found.translation_key if found else uuid.uuid5(written.translation_key, "activity")
    written.activity = activity_for(written, key)
    type(written).objects.filter(pk=written.pk).update(activity=written.activity)
