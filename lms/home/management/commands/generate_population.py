"""Fills a demo with many invented learners."""

import time

from django.core.management import BaseCommand, CommandError

from lms.accounts.api import NotADemo
from lms.home.population import Wanted, Written, generate_population


class Command(BaseCommand):
    """``manage.py generate_population --learners 100000 --outcomes 1000000 [--seed 7] [--totals-only]``."""

    help = "Adds invented learners, the same from the same seed, to see how the site carries them."

    def add_arguments(self, parser):
        """Take how many."""
        parser.add_argument("--learners", type=int, default=1_000, help="how many people are added")
        parser.add_argument("--outcomes", type=int, default=0, help="about how many; 10 each if left out")
        parser.add_argument("--seed", type=int, default=7, help="another number gives other people")
        parser.add_argument(
            "--totals-only", action="store_true", help="enrolments and certificates only, no single outcome"
        )

    def handle(self, *args, **options):
        """Say what was written and how fast. Raises CommandError outside the demo."""
        learners, outcomes = options["learners"], options["outcomes"]
        if learners < 1 or outcomes < 0:
            raise CommandError("--learners takes 1 or more, --outcomes 0 or more.")
        began = time.monotonic()
        try:
            wanted = Wanted(
                learners=learners,
                steps_each=outcomes / learners if outcomes else Wanted.steps_each,
                with_outcomes=not options["totals_only"],
                seed=options["seed"],
            )
            written = generate_population(wanted, tell=self._tell)
        except NotADemo as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{_said(written)}, in {time.monotonic() - began:.0f} s. All of it is invented.")

    def _tell(self, written: Written) -> None:
        if written.learners % 50_000 == 0:
            self.stdout.write(f"… {_said(written)}")


def _said(written: Written) -> str:
    return (
        f"{written.learners:,} learners, {written.enrolments:,} enrolments, "
        f"{written.outcomes:,} outcomes, {written.awards:,} certificates"
    )
