"""What authors write for activities, when it is published: its activity, and the lessons that place it."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Locale
from wagtail.signals import published, unpublished

from courses.activities.content import ActivityContent
from courses.activities.models import Activity
from courses.content.actions import count_publication, publish_lessons_with
from courses.content.writing import place_activity, write_activity
from courses.handing_in import Drafts


def place_when_published(*models: type[ActivityContent]) -> None:
    """Keep lessons in step with the publications of these tables, from now on."""
    for model in models:
        name = model._meta.model_name
        published.connect(_published, sender=model, dispatch_uid=f"place_{name}")
        unpublished.connect(_withdrawn, sender=model, dispatch_uid=f"withdraw_{name}")
        post_delete.connect(_withdrawn, sender=model, dispatch_uid=f"forget_{name}")


def activity_for(written, key: uuid.UUID) -> Activity:
    """Return the activity by which lessons place a row, which says of itself what the row says."""
    return write_activity(**_said_of(written, key))


def activity_for_draft(written, key: uuid.UUID, drafts: Drafts) -> Activity:
    """Return the activity by which lessons will place a draft; what it says newly waits with the draft."""
    return place_activity(**_said_of(written, key), drafts=drafts)


def _said_of(written, key: uuid.UUID) -> dict[str, Any]:
    return {
        "key": key,
        "code": written.code,
        "kind": written.activity_kind,
        "title": written.title[:255],
        "minutes": written.minutes,
        "is_sensitive": written.is_sensitive,
    }


def _published(sender, instance, **kwargs) -> None:
    with transaction.atomic():
        if instance.locale_id == Locale.get_default().pk:
            _place_in_lessons(instance)
        if instance.activity_id:
            publish_lessons_with(instance.activity.translation_key)
        count_publication()


def _withdrawn(sender, instance, **kwargs) -> None:
    if instance.activity_id:
        publish_lessons_with(instance.activity.translation_key)
    count_publication()


def _place_in_lessons(written) -> None:
    """Give it the activity by which lessons place it; that says of itself what it says."""
    written.activity = activity_for(written, written.activity_key)
    type(written).objects.filter(pk=written.pk).update(activity=written.activity)
