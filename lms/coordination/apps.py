"""Wires the coordination room into Django."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The coordination room of the roof."""

    name = "lms.coordination"
    label = "coordination"

    def ready(self) -> None:
        """Let the digest tell coordinators what ends soon, and count anew what has changed."""
        from courses.api import counts_changed
        from lms.coordination import counting, reminding
        from lms.notices.api import offer_lines

        offer_lines("endings", reminding.SOURCE)
        counts_changed.connect(counting.note_changed, dispatch_uid="coordination.note_changed")
