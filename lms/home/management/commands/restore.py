"""Restores a backup into an empty place."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from lms.backups.manifest import BackupError
from lms.backups.restoring import restore


class Command(BaseCommand):
    """``manage.py restore BACKUP --into FOLDER``: overwrites nothing, compares every row."""

    help = (
        "Puts a backup back into an empty folder (and an empty PostgreSQL database), and compares every row."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """Take the backup and the empty places."""
        parser.add_argument("backup", type=Path, help="a folder that the command backup made")
        parser.add_argument("--into", type=Path, required=True, help="the empty folder, later HAMROH_VAR")
        parser.add_argument(
            "--database", default="", help="postgres://…, the empty database, later DATABASE_URL"
        )
        parser.add_argument("--keys", type=Path, help="the archive of keys")

    def handle(self, *args, **options):
        """Say what came back. Raises CommandError."""
        names = ("into", "database", "keys")
        try:
            restored = restore(options["backup"], **{name: options[name] for name in names})
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored into {options['into']}: {restored.rows} rows in {restored.tables} tables, "
            "each as it was."
        )
        if restored.erased_again:
            self.stdout.write(f"Deleted since and deleted again: {restored.erased_again} accounts.")
        if not restored.has_keys:
            self.stdout.write(
                "No keys were restored. Until the folder keys is back, nobody can read names or sign "
                "certificates."
            )
        self.stdout.write("Next: set HAMROH_VAR to it, then ./run manage migrate and ./run manage checkup.")
