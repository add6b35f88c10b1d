"""Wires the assessments floor into Django."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Questions, attempts and scoring."""

    name = "assessments"
    label = "assessments"
    verbose_name = "Questions, attempts and scoring"

    def ready(self) -> None:
        """Make the kinds of activity known, freeze questions when they are published, wire their table."""
        from assessments import preview, publishing
        from assessments.checks.views import fragment_beside
        from assessments.kind import EndTestKind, QuestionKind
        from assessments.models import Question
        from courses.api import offer_beside, register

        register(QuestionKind())
        register(EndTestKind())
        offer_beside("check", fragment_beside)
        publishing.connect()
        Question.require_ready = staticmethod(publishing.require_ready)
        Question.preview_context = staticmethod(preview.preview_context)
