"""Wires the coordination room into Django."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The coordination room of the roof."""

    name = "lms.coordination"
    label = "coordination"

    def ready(self) -> None:
        """Let the digest tell what ends soon and of events, and carry kind messages."""
        from lms.coordination import event_news, kindness, reminding
        from lms.notices.api import offer_lines

        offer_lines("endings", reminding.SOURCE)
        offer_lines("events", event_news.SOURCE)
        offer_lines("kindness", kindness.SOURCE)
