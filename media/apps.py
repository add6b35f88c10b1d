"""Wires the media floor into Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures, recordings and handouts."""

    name = "media"
    label = "media"
    verbose_name = "Pictures, recordings and handouts"
