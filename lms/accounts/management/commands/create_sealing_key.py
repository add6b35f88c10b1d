"""Makes the key that names and second factors are sealed with."""

from django.core.management import BaseCommand, CommandError

from lms.accounts.sealing import create_key, key_file


class Command(BaseCommand):
    """``manage.py create_sealing_key``: once per site, before the first person signs up."""

    help = "Makes the sealing key. It never replaces one: what the old key sealed would be lost."
    # The system check asks for the very key that is made here.
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        """Raise CommandError where a key already lies."""
        path = key_file()
        try:
            create_key(path)
        except FileExistsError as error:
            raise CommandError(f"{path} exists and is kept.") from error
        self.stdout.write(
            f"Made {path}. Copy it now to a safe place away from the database and its backups: "
            "without it nobody can read the sealed names again."
        )
