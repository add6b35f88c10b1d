"""What must be well before a case is published, and whose publications lessons follow."""

from django.core.exceptions import PermissionDenied

from casestudies import rules
from casestudies.advice import sentences
from casestudies.frozen import frozen_content, graph_of
from casestudies.models import Case, Discussion, WordingTask, Worksheet
from courses.api import place_when_published


class CaseNotReady(PermissionDenied):
    """The case cannot be published yet; the message says what to mend."""


def connect() -> None:
    """Listen for publications of everything that trainers write on this floor."""
    place_when_published(Case, Discussion, WordingTask, Worksheet)


def require_ready(case: Case) -> None:
    """Raise CaseNotReady when somebody who plays it could get stuck or lost."""
    flaws = rules.problems(graph_of(frozen_content(case)))
    if flaws:
        raise CaseNotReady(" ".join(sentences(flaws)))
