"""Wires the casestudies floor into Django."""

from django.apps import AppConfig


class CasestudiesConfig(AppConfig):
    """Case studies."""

    name = "casestudies"
    label = "casestudies"
    verbose_name = "Case studies"
