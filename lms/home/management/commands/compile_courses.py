"""Compiles every published course anew."""

from django.core.management import BaseCommand

from courses.api import publish_all_courses


class Command(BaseCommand):
    """``manage.py compile_courses``: after a block template changed."""

    help = "Compiles every published course and lesson anew."

    def handle(self, *args, **options):
        """Say how many courses were compiled."""
        self.stdout.write(f"{publish_all_courses()} courses compiled.")
