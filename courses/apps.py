"""Wires the courses floor into Django: one app, its rooms below it."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """What is taught and what was learned."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Compile lessons when they are published, and when their drafts are previewed."""
        from courses.content import preview, signals
        from courses.content.models import LessonPage

        signals.connect()
        LessonPage.preview_context = staticmethod(preview.preview_context)
