"""Compiles every published course and case study anew."""

from django.core.management import BaseCommand

from casestudies.api import publish_studies
from courses.api import publish_all_courses


class Command(BaseCommand):
    """``manage.py compile_courses``: after a block template changed."""

    help = "Compiles every published course, lesson and case study anew."

    def handle(self, *args, **options):
        """Say how many were compiled."""
        self.stdout.write(f"{publish_all_courses()} courses, {publish_studies()} case studies compiled.")
