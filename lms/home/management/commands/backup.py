"""Backs the site up: database and uploads together, keys apart."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from lms.backups.making import back_up_keys, make_backup
from lms.backups.manifest import BackupError, read_manifest


class Command(BaseCommand):
    """``manage.py backup FOLDER [--keep N] [--keys OTHER_FOLDER]``: may run while the site serves."""

    help = "Copies database and uploads into a new folder inside FOLDER, and proves that it can be read."

    def add_arguments(self, parser):
        """Take the folders."""
        parser.add_argument("folder", type=Path, help="where backups are kept")
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="let older backups go, leave the newest N"
        )
        parser.add_argument(
            "--keys", type=Path, metavar="FOLDER", help="pack the keys too, into a folder of their own"
        )

    def handle(self, *args, **options):
        """Say what was made, and what was not. Raises CommandError."""
        if options["keep"] < 0:
            raise CommandError("--keep takes the number of backups to leave, 1 or more.")
        try:
            keys = back_up_keys(options["keys"], away_from=options["folder"]) if options["keys"] else None
            made = make_backup(options["folder"], keep=options["keep"])
            tables = read_manifest(made).tables
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(count for count, _digest in tables.values())
        self.stdout.write(f"Backed up to {made}: {rows} rows in {len(tables)} tables, and the uploads.")
        if keys:
            self.stdout.write(f"The keys are in {keys}. Carry them to another place than the backups.")
        else:
            self.stdout.write(
                "The keys are not in it, on purpose. Once, and after every new key, add --keys and a folder "
                "elsewhere: without them nobody can read the names in this backup."
            )
