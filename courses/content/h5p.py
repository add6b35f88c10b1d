"""H5P activities as their authors write them: drafts made from packages."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale

from courses.activities.content import kinds_of_content
from courses.activities.models import Activity
from courses.activities.runtimes.h5p.models import H5PActivity, H5PPackage


@transaction.atomic
def draft_activity(package: H5PPackage, *, by) -> H5PActivity:
    """Make a draft of an activity that plays a package, under a free code."""
    activity = H5PActivity(
        code=_free_code(package.title),
        title=package.title[:160],
        package=package,
        locale=Locale.get_default(),
        live=False,
    )
    activity.save()
    activity.save_revision(user=by, log_action=True)
    return activity


def _free_code(title: str) -> str:
    base = slugify(title)[:80] or "h5p"
    # When it is published, the activity of all kinds takes the code too.
    tables: list[Any] = [*kinds_of_content(), Activity]
    taken = {
        code
        for table in tables
        for code in table.objects.filter(code__startswith=base).values_list("code", flat=True)
    }
    number = 1
    while (code := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return code


@transaction.atomic
def put_into_draft(package: H5PPackage, activity: H5PActivity, *, by) -> None:
    """Let the newest draft of an activity play another package; what is published stays as it is."""
    draft = activity.get_latest_revision_as_object()
    draft.package = package
    draft.save_revision(user=by, log_action=True)
