"""Wires the casestudies floor into Django."""

from django.apps import AppConfig


class CasestudiesConfig(AppConfig):
    """Case studies."""

    name = "casestudies"
    label = "casestudies"
    verbose_name = "Case studies"

    def ready(self) -> None:
        """Make the kind of activity known, freeze cases when they are published, wire their table."""
        from casestudies import preview, publishing
        from casestudies.kind import CaseKind
        from casestudies.models import Case
        from courses.api import register

        register(CaseKind())
        publishing.connect()
        Case.require_ready = staticmethod(publishing.require_ready)
        Case.preview_context = staticmethod(preview.preview_context)
