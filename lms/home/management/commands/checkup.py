"""Looks the site over for the person who runs it."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from lms.checkup import FINE, LOOK, MEND, checkup


class Command(BaseCommand):
    """``manage.py checkup [--mail-to ADDRESS]``: exit status 1 if something is to be mended."""

    help = "Says of each part of the site: fine, look or mend, and what to do."
    # What the system checks find is a finding among others here.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """Take the address for a test mail."""
        parser.add_argument("--mail-to", default="", metavar="ADDRESS", help="send one test mail there")

    def handle(self, *args, mail_to="", **options):
        """Print every finding. Raises CommandError where something is to be mended."""
        if mail_to:
            _require_address(mail_to)
        seen: Counter[str] = Counter()
        for finding in checkup(mail_to=mail_to):
            seen[finding.state] += 1
            self.stdout.write(f"{finding.state}  {finding.about}: {finding.what}")
            if finding.do:
                self.stdout.write(f"      {finding.do}")
        self.stdout.write(f"\n{seen[FINE]} fine, {seen[LOOK]} to look at, {seen[MEND]} to mend.")
        if seen[MEND]:
            raise CommandError("Mend what is named above, then ask again: ./run manage checkup")


def _require_address(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError as error:
        raise CommandError(f"{text} is not an e-mail address.") from error
