"""Wires the home room into Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home room of the roof."""

    name = "lms.home"
    label = "home"
