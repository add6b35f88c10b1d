"""Draws a block of the catalogue, calls its handlers and says what it needs."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.activities.runtimes.xblock.catalogue import BlockNotAllowed


class Command(BaseCommand):
    """``./run manage check_block flashcards``: nothing is kept and nobody sees it."""

    help = __doc__

    def add_arguments(self, parser) -> None:
        """Take the type, and fields to try it with."""
        parser.add_argument("block_type")
        parser.add_argument("--fields", default="{}", help="fields of the block, as JSON")

    def handle(self, *args: Any, block_type: str, fields: str, **options: Any) -> None:
        """Print what was found. Raises CommandError for what cannot be tried."""
        # Imported on use, like all of XBlock.
        from courses.activities.runtimes.xblock.trying import try_block, why_not

        try:
            written = json.loads(fields)
        except json.JSONDecodeError as error:
            raise CommandError(f"--fields is no JSON: {error}") from error
        if not isinstance(written, dict):
            raise CommandError('--fields is a JSON object, as in \'{"display_name": "Cards"}\'.')
        try:
            lines = try_block(block_type, written)
        except BlockNotAllowed as error:
            raise CommandError(why_not(block_type, error)) from error
        for line in lines:
            self.stdout.write(line)
