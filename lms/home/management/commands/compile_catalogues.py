"""`manage.py compile_catalogues`: make translated sentences readable for Django."""

from django.core.management.base import BaseCommand

from lms.catalogues import compile_catalogues


class Command(BaseCommand):
    """Compile translations that changed; needs no gettext on the machine."""

    help = "Compile the .po files in lms/locale that are newer than their .mo file."
    requires_system_checks = []

    def handle(self, *args, **options):
        written = compile_catalogues()
        self.stdout.write(f"{len(written)} catalogues compiled.")
