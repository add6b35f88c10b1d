"""What happens when a case is published, withdrawn or deleted: its activity, the lessons that place it."""

import uuid

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.signals import published, unpublished

from casestudies import rules
from casestudies.advice import sentences
from casestudies.frozen import frozen_content, graph_of, source_language
from casestudies.models import Case
from courses.api import count_publication, publish_lessons_with, write_activity


class CaseNotReady(PermissionDenied):
    """The case cannot be published yet; the message says what to mend."""


def connect() -> None:
    """Listen for publications of cases."""
    published.connect(_published, sender=Case, dispatch_uid="place_case")
    unpublished.connect(_withdrawn, sender=Case, dispatch_uid="withdraw_case")
    post_delete.connect(_withdrawn, sender=Case, dispatch_uid="forget_case")


def require_ready(case: Case) -> None:
    """Raise CaseNotReady when somebody who plays it could get stuck or lost."""
    flaws = rules.problems(graph_of(frozen_content(case)))
    if flaws:
        raise CaseNotReady(" ".join(sentences(flaws)))


def _published(sender, instance: Case, **kwargs) -> None:
    with transaction.atomic():
        if instance.locale.language_code == source_language():
            _place_in_lessons(instance)
        if instance.activity_id:
            publish_lessons_with(instance.activity.translation_key)
        count_publication()


def _withdrawn(sender, instance: Case, **kwargs) -> None:
    if instance.activity_id:
        publish_lessons_with(instance.activity.translation_key)
    count_publication()


def _place_in_lessons(case: Case) -> None:
    """Give the case the activity by which lessons place it; what it says of itself is the case's."""
    found = apps.get_model("courses", "Activity").objects.filter(pk=case.activity_id).first()
    case.activity = write_activity(
        # The same case always gets the same activity: an older draft may not know of it yet.
        key=found.translation_key if found else uuid.uuid5(case.translation_key, "activity"),
        code=case.code,
        kind="case",
        title=case.title[:255],
        minutes=case.minutes,
        is_sensitive=case.is_sensitive,
    )
    Case.objects.filter(pk=case.pk).update(activity=case.activity)
