"""Sets the invented targets of the demo."""

from django.core.management import BaseCommand, CommandError

from lms.accounts.api import NotADemo
from lms.coordination.demo_targets import load_demo_targets


class Command(BaseCommand):
    """``manage.py load_demo_targets``: part of ``manage.py demo``, whose room does not know this one."""

    help = "Sets invented numbers of people needed. Only where the demo is allowed."

    def handle(self, *args, **options):
        """Raise CommandError outside the demo."""
        try:
            load_demo_targets()
        except NotADemo as refused:
            raise CommandError(str(refused)) from refused
