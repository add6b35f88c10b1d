"""`manage.py collect_sentences`: bring new sentences of the source into the catalogues."""

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from lms.catalogues import LOCALE_DIR, compile_catalogues

NOT_SOURCE = [".venv", "var", "tests", "run", "lms/library", "lms/docs"]
WIDTH = 98


class Command(BaseCommand):
    """For whoever changes sentences; needs gettext (xgettext and msgmerge) on the machine."""

    help = "Collect the sentences of code and templates into lms/locale and say which lack a translation."

    def handle(self, *args, **options):
        languages = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        call_command(
            "makemessages",
            locale=languages,
            extensions=["html", "txt", "py"],
            ignore_patterns=NOT_SOURCE,
            add_location="file",
            no_obsolete=True,
            verbosity=0,
        )
        for language in languages:
            missing = _tidy(LOCALE_DIR / language / "LC_MESSAGES" / "django.po")
            self.stdout.write(f"{language}: {missing} sentences to translate.")
        compile_catalogues()


def _tidy(path) -> int:
    """Drop guesses, keep the order stable between machines; returns how many sentences are empty."""
    catalogue = polib.pofile(str(path), wrapwidth=WIDTH)
    for header in ("POT-Creation-Date", "Report-Msgid-Bugs-To"):
        catalogue.metadata.pop(header, None)
    for entry in catalogue.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    catalogue.sort(key=lambda entry: (min(entry.occurrences), entry.msgctxt or "", entry.msgid))
    catalogue.save(str(path))
    return sum(not entry.translated() for entry in catalogue)
