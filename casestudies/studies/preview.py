"""A draft of a case study as a reader will see it: compiled like a publication."""

from casestudies.studies.compile import compile_study
from casestudies.studies.models import CaseStudyPage
from casestudies.studies.queries import shelf_of
from casestudies.studies.shelf import build_study
from casestudies.studies.showing import study_context
from courses.api import published_version


def preview_context(study: CaseStudyPage, request, context: dict) -> dict:
    """Return what the preview shows."""
    artifact = compile_study(study)
    language = artifact["language"]
    shelf = shelf_of(published_version(), language)
    shown = study_context(build_study(artifact, None, [language], language), shelf, request)
    return {**context, **shown, "LANGUAGE_CODE": language}
