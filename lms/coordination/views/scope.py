"""The one question before every page of a group: whether it is the coordinator's own."""

from uuid import UUID

from django.http import Http404, HttpRequest

from courses.models import Cohort
from lms.coordination.cohorts import cohort_for


def own_cohort_or_404(request: HttpRequest, key: UUID) -> Cohort:
    """Return the group. Raises Http404 outside the scope, as where there is none."""
    found = cohort_for(request.user, key)
    if found is None:
        raise Http404
    return found
