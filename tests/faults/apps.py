"""Makes the probes known to every process that runs under these settings."""

from django.apps import AppConfig


class ProbesConfig(AppConfig):
    """Jobs that leave traces in files."""

    name = "tests.faults"
    label = "faults"

    def ready(self):
        """Register the jobs."""
        from tests.faults import probes  # noqa: F401
