"""Wires the courses floor into Django: one app, its rooms below it."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """What is taught and what was learned."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Compile lessons when they are published or previewed; make this floor's kinds known."""
        from courses.activities.registry import register
        from courses.activities.runtimes.h5p import kind as h5p
        from courses.activities.runtimes.h5p.models import H5PActivity
        from courses.content import preview, signals
        from courses.content.models import LessonPage
        from courses.content.placing import place_when_published

        signals.connect()
        place_when_published(H5PActivity)
        register(h5p.H5PKind())
        H5PActivity.require_ready = staticmethod(h5p.require_ready)
        H5PActivity.preview_context = staticmethod(h5p.preview_context)
        LessonPage.preview_context = staticmethod(preview.preview_context)
