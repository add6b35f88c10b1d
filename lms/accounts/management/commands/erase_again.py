"""Deletes accounts that a restored backup has brought back."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from lms.accounts.erasures import erase_again


class Command(BaseCommand):
    """``manage.py erase_again LIST``: the list of deleted accounts lies beside the backups."""

    help = "After a restore: deletes the accounts that were deleted since the backup."

    def add_arguments(self, parser):
        """Take the list."""
        parser.add_argument("list", type=Path, help="the file erased-accounts beside the backups")

    def handle(self, *args, **options):
        """Say how many there were. Raises CommandError for a list that cannot be read."""
        try:
            public_ids = options["list"].read_text(encoding="utf-8").split()
        except OSError as error:
            raise CommandError(f"{options['list']} cannot be read: {error.strerror}.") from error
        self.stdout.write(f"Accounts deleted again: {erase_again(public_ids)}")
