"""Wires the assessments floor into Django."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Questions, attempts and scoring."""

    name = "assessments"
    label = "assessments"
    verbose_name = "Questions, attempts and scoring"

    def ready(self) -> None:
        """Make the kinds of activity known, and freeze questions when they are published."""
        from assessments import publishing
        from assessments.kind import EndTestKind, QuestionKind
        from courses.api import register

        register(QuestionKind())
        register(EndTestKind())
        publishing.connect()
