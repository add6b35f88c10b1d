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
        from courses.activities.runtimes.h5p import kind as h5p
        from courses.activities.runtimes.h5p.models import H5PActivity

        # The checks register themselves.
        from courses.activities.runtimes.xblock import advice, checks  # noqa: F401
        from courses.activities.runtimes.xblock.kind import XBlockKind
        from courses.activities.runtimes.xblock.models import BlockExercise
        from courses.content import exercises, preview, signals
        from courses.content.models import LessonPage
        from courses.content.placing import place_when_published
        from courses.content.translating import keep_published
        from courses.handing_in import rows_with_drafts

        registry.register(XBlockKind())
        BlockExercise.require_ready = staticmethod(advice.require_ready)
        BlockExercise.preview_context = staticmethod(exercises.preview_context)
        signals.connect()
        keep_published(*rows_with_drafts())
        place_when_published(BlockExercise, H5PActivity)
        registry.register(h5p.H5PKind())
        H5PActivity.require_ready = staticmethod(h5p.require_ready)
        H5PActivity.preview_context = staticmethod(h5p.preview_context)
        LessonPage.preview_context = staticmethod(preview.preview_context)
