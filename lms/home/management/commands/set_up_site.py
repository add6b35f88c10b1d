"""Lays the ground of a production site: languages, front page, regions, library, review."""

from django.core.management import BaseCommand

from courses.api import set_up_review
from lms.catalogues import compile_catalogues
from lms.home.setup import set_up_site


class Command(BaseCommand):
    """``manage.py set_up_site``: after migrate; safe to run again after every upgrade."""

    help = (
        "Creates languages, front page and regions, imports the library, sets up the second person's review."
    )

    def handle(self, *args, **options):
        """Say what was imported."""
        compile_catalogues()
        changed = set_up_site()
        set_up_review()
        self.stdout.write(f"Imported: {', '.join(changed)}." if changed else "Nothing new to import.")
