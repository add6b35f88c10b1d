"""Wires the coordination room into Django."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The coordination room of the roof."""

    name = "lms.coordination"
    label = "coordination"

    def ready(self) -> None:
        """Let the digest and the record of learning tell what is known here; count anew what changed."""
        from courses.api import counts_changed
        from lms.certificates.api import offer_entries
        from lms.coordination import counting, due_news, event_news, event_record, kindness, reminding
        from lms.notices.api import offer_lines

        offer_lines("endings", reminding.SOURCE)
        offer_lines("events", event_news.SOURCE)
        offer_lines("due", due_news.SOURCE)
        offer_lines("kindness", kindness.SOURCE)
        offer_entries("events", event_record.entries)
        counts_changed.connect(counting.note_changed, dispatch_uid="coordination.note_changed")
