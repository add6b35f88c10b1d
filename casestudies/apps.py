"""Wires the casestudies floor into Django."""

from django.apps import AppConfig


class CasestudiesConfig(AppConfig):
    """Case studies."""

    name = "casestudies"
    label = "casestudies"
    verbose_name = "Case studies"

    def ready(self) -> None:
        """Make the kinds of activity known, place what is published in lessons, wire the tables."""
        from casestudies import preview, publishing
        from casestudies.discussion import frozen
        from casestudies.discussion import kind as discussing
        from casestudies.kind import CaseKind
        from casestudies.models import Case, CaseStudyPage, Discussion, WordingTask, Worksheet
        from casestudies.studies import preview as study_preview
        from casestudies.studies import publishing as studies
        from casestudies.wording import advice as wording_advice
        from casestudies.wording import kind as wording_kind
        from casestudies.worksheets import advice
        from casestudies.worksheets.kind import KINDS, preview_context
        from courses.api import register

        for kind in (CaseKind(), discussing.DiscussionKind(), wording_kind.WordingKind(), *KINDS):
            register(kind)
        publishing.connect()
        studies.connect()
        Case.require_ready = staticmethod(publishing.require_ready)
        Case.preview_context = staticmethod(preview.preview_context)
        Worksheet.require_ready = staticmethod(advice.require_ready)
        Worksheet.preview_context = staticmethod(preview_context)
        WordingTask.require_ready = staticmethod(wording_advice.require_ready)
        WordingTask.preview_context = staticmethod(wording_kind.preview_context)
        Discussion.require_ready = staticmethod(frozen.require_ready)
        Discussion.preview_context = staticmethod(discussing.preview_context)
        CaseStudyPage.preview_context = staticmethod(study_preview.preview_context)
