"""What stays of an award whose account is closed: its mark in the status list, without any name."""

from django.db.models.signals import post_delete

from lms.certificates.models import Award, ClosedPlace


def watch() -> None:
    """Mark the place of every award that goes, in the transaction in which it goes."""
    post_delete.connect(_close, sender=Award, dispatch_uid="close_status_place")


def _close(*, instance: Award, **_signal) -> None:
    # Its holder has taken it along: nobody may read it as standing, and nobody else gets its place.
    if instance.status_list is not None:
        ClosedPlace.objects.create(status_list=instance.status_list, status_place=instance.status_place)
