"""Wires the courses floor into Django: one app, its rooms below it."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """What is taught and what was learned."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Listen for publications, so that lessons are compiled when they change."""
        from courses.content import signals

        signals.connect()
