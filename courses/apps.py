"""Wires the courses floor into Django: one app, its rooms below it."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """What is taught and what was learned."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Make the kinds of this floor known; compile lessons when they are published or previewed."""
        from courses.activities import registry
        from courses.activities.runtimes.xblock import advice
        from courses.activities.runtimes.xblock.kind import XBlockKind
        from courses.activities.runtimes.xblock.models import BlockExercise
        from courses.content import exercises, preview, signals
        from courses.content.models import LessonPage

        registry.register(XBlockKind())
        BlockExercise.require_ready = staticmethod(advice.require_ready)
        BlockExercise.preview_context = staticmethod(exercises.preview_context)
        exercises.connect()
        signals.connect()
        LessonPage.preview_context = staticmethod(preview.preview_context)
