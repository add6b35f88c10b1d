"""Brings a database up to the newest tables and content, and lets the demo people in."""

import gc

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from courses.api import set_up_review
from lms.accounts.api import User, load_demo_people
from lms.catalogues import compile_catalogues
from lms.home.demo_coverage import load_demo_able
from lms.home.demo_learners import load_demo_cohort, load_demo_learners
from lms.home.demo_refreshers import load_demo_refreshers
from lms.home.demo_state import forget_beginning, keep_beginning
from lms.home.demo_talk import load_demo_talk
from lms.home.setup import set_up_site


class Command(BaseCommand):
    """``manage.py demo``: safe to run at every start; what has not changed is left alone."""

    help = "Migrates, imports the library and loads the demo people. Only where the demo is allowed."

    def handle(self, *args, **options):
        """Raise CommandError outside the demo."""
        if not settings.DEMO:
            raise CommandError("Demo people may not enter a production site. Use: manage.py set_up_site")
        _hurry()
        compile_catalogues()
        call_command("migrate", interactive=False, verbosity=0)
        is_new = not User.objects.exists()
        changed = set_up_site()
        set_up_review()
        load_demo_people()
        load_demo_learners()
        load_demo_cohort()
        load_demo_refreshers()
        load_demo_talk()
        load_demo_able()
        call_command("load_demo_targets")
        if is_new:
            keep_beginning()
        elif changed:
            forget_beginning()
        self.stdout.write(f"Imported: {', '.join(changed)}." if changed else "Nothing new to import.")


def _hurry() -> None:
    """Make a first start shorter: what is loaded here can be loaded again, and the process ends soon."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    if connection.vendor == "sqlite":
        # Still safe from damage; only the last rows before a power cut would be loaded once more.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
