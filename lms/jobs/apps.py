"""The jobs room as a Django app."""

from django.apps import AppConfig
from django.core.signals import request_started


class JobsConfig(AppConfig):
    """Starts the embedded worker with the first request, under whatever server that comes."""

    name = "lms.jobs"
    label = "jobs"
    verbose_name = "Jobs"

    def ready(self):
        """Listen for the first request; gunicorn's own hook is earlier, other servers have none."""
        from lms.jobs import checks, worker  # noqa: F401  (models are loaded only now)

        request_started.connect(worker.start_with_first_request, dispatch_uid="jobs.embedded")
