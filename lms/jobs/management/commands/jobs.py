"""``manage.py jobs``: what waits and what is parked, and another chance for what is parked."""

from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.jobs.api import condition, parked_jobs, retry_parked


class Command(BaseCommand):
    """Shows the jobs that need a person, and retries them when told to."""

    help = "Show jobs that failed five times; --retry ID or --retry all gives them five new attempts."

    def add_arguments(self, parser):
        """Take the id of a parked job, or the word all."""
        parser.add_argument("--retry", metavar="ID", help="a parked job's id, or all")

    def handle(self, *args, retry=None, **options):
        """Print the parked jobs, or retry them."""
        if retry:
            self._retry(retry)
            return
        found = condition(now=timezone.now())
        self.stdout.write(f"{found.parked} parked, {found.stale} waiting for more than 15 minutes.")
        for job in parked_jobs():
            self.stdout.write(f"{job.pk}  {job.task}  {job.finished:%Y-%m-%d %H:%M} UTC  {job.error}")

    def _retry(self, which: str) -> None:
        ids = [job.pk for job in parked_jobs()] if which == "all" else [_id_from(which)]
        retried = sum(retry_parked(job_id=job_id) for job_id in ids)
        if not retried:
            raise CommandError("No such job is parked.")
        self.stdout.write(f"{retried} jobs will be tried again.")


def _id_from(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise CommandError(f"{text} is not the id of a job.") from error
