"""H5P activities as their authors write them: drafts made from packages."""

from django.db import transaction
from wagtail.models import Locale

from courses.activities.runtimes.h5p.models import H5PActivity, H5PPackage
from courses.content.free_codes import free_code


@transaction.atomic
def draft_activity(package: H5PPackage, *, by) -> H5PActivity:
    """Make a draft of an activity that plays a package, under a free code."""
    activity = H5PActivity(
        code=free_code(package.title, otherwise="h5p"),
        title=package.title[:160],
        package=package,
        locale=Locale.get_default(),
        live=False,
    )
    activity.save()
    activity.save_revision(user=by, log_action=True)
    return activity


@transaction.atomic
def put_into_draft(package: H5PPackage, activity: H5PActivity, *, by) -> None:
    """Let the newest draft of an activity play another package; what is published stays as it is."""
    draft = activity.get_latest_revision_as_object()
    draft.package = package
    draft.save_revision(user=by, log_action=True)
