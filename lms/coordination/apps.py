"""Wires the coordination room into Django."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The coordination room of the roof."""

    name = "lms.coordination"
    label = "coordination"
