"""Wires the home room into Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home room of the roof."""

    name = "lms.home"
    label = "home"

    def ready(self):
        """Register what refuses to go live."""
        from lms import deployment  # noqa: F401
