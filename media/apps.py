"""Wires the media floor into Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures, recordings and handouts."""

    name = "media"
    label = "media"
    verbose_name = "Pictures, recordings and handouts"

    def ready(self) -> None:
        """Delete the file of a recording that is deleted, whichever way that happened."""
        from django.db.models.signals import post_delete

        from media.actions import forget_recording
        from media.models import Recording

        post_delete.connect(forget_recording, sender=Recording, dispatch_uid="forget_recording")
