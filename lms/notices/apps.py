"""Wires the notices room into Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The one gentle digest."""

    name = "lms.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        """Let the rooms below the roof have their lines; those of the roof hand theirs over themselves."""
        from lms.notices import refreshers
        from lms.notices.sources import offer_lines

        offer_lines("refreshers", refreshers.SOURCE)
