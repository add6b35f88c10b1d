"""Wires the coordination room into Django."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The coordination room of the roof."""

    name = "lms.coordination"
    label = "coordination"

    def ready(self) -> None:
        """Let the digest tell what ends soon, of events and kind messages; count anew what has changed."""
        from courses.api import counts_changed
        from lms.coordination import counting, event_news, kindness, reminding
        from lms.notices.api import offer_lines

        offer_lines("endings", reminding.SOURCE)
        offer_lines("events", event_news.SOURCE)
        offer_lines("kindness", kindness.SOURCE)
        counts_changed.connect(counting.note_changed, dispatch_uid="coordination.note_changed")
