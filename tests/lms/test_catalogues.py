"""Everything a person reads is there in six languages, and the files can be compiled anywhere."""

import gettext
import os
import re
from functools import cache

import polib
import pytest
from django.utils.translation import trans_real

from lms.catalogues import LOCALE_DIR, compile_catalogues

TRANSLATED = ["ru", "kk", "ky", "tg", "uz"]
# The same rules as Django's own catalogues, so that both kinds of sentence count alike.
PLURAL_FORMS = {"ru": 4, "kk": 2, "ky": 1, "tg": 2, "uz": 1}
# The workshop at /cms/ speaks English and Russian; its own sentences may be missing elsewhere.
WORKSHOP = (
    "assessments/advice.py",
    "assessments/blocks.py",
    "assessments/forms.py",
    "assessments/items/",
    "assessments/exchange/",
    "assessments/models",
    "assessments/regrading/",
    "assessments/wagtail_hooks.py",
    "casestudies/advice.py",
    "casestudies/blocks.py",
    "casestudies/discussion/desk.py",
    "casestudies/discussion/frozen.py",
    "casestudies/forms.py",
    "casestudies/studies/advice.py",
    "casestudies/studies/blocks.py",
    "casestudies/studies/desk.py",
    "casestudies/studies/models.py",
    "casestudies/studies/panels.py",
    "casestudies/wagtail_hooks.py",
    "casestudies/wording/advice.py",
    "casestudies/wording/blocks.py",
    "casestudies/worksheets/advice.py",
    "casestudies/worksheets/blocks.py",
    "courses/activities/content.py",
    "courses/activities/runtimes/h5p/frozen.py",
    "courses/activities/runtimes/h5p/models.py",
    "courses/activities/runtimes/h5p/refusing.py",
    "courses/activities/runtimes/xblock/advice.py",
    "courses/activities/runtimes/xblock/distribution/src/hamroh_xblocks/flaws.py",
    "courses/activities/runtimes/xblock/distribution/src/hamroh_xblocks/shapes.py",
    "courses/activities/runtimes/xblock/models.py",
    "courses/activities/runtimes/xblock/olx/",
    "courses/blocks.py",
    "courses/code_lists.py",
    "courses/comparing.py",
    "courses/content/corrections.py",
    "courses/content/native_reading.py",
    "courses/content/open_marks.py",
    "courses/content/preview.py",
    "courses/content/review.py",
    "courses/content/signatures.py",
    "courses/glossary/models.py",
    "courses/views/exercise_olx.py",
    "courses/views/h5p_desk.py",
    "courses/views/native_reading.py",
    "courses/views/signing.py",
    "courses/wagtail_hooks",
    "lms/home/package_export.py",
    "lms/home/package_import.py",
    "lms/home/packages/",
    "lms/home/wagtail_hooks.py",
    "media/cms_views",
    "media/forms",
    "media/models/",
    "media/recording_forms",
    "media/stored",
    "media/wagtail_hooks",
    "media/writing",
    "lms/home/workshop.py",
    "lms/templates/assessments/cms/",
    "lms/templates/assessments/import",
    "lms/templates/assessments/item",
    "lms/templates/assessments/previews/",
    "lms/templates/casestudies/cms/",
    "lms/templates/casestudies/previews/",
    "lms/templates/courses/cms/",
    "lms/templates/courses/previews/",
    "lms/templates/home/cms/",
    "lms/templates/home/workshop",
    "lms/templates/media/cms/",
    "lms/templates/wagtailadmin/",
    "lms/templates/wagtailimages/",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sdrf]|\{\w*\}|%%")
TAG = re.compile(r"</?[a-z][^>]*>")


@cache
def catalogue(language):
    return polib.pofile(str(LOCALE_DIR / language / "LC_MESSAGES" / "django.po"))


def catalogue_for_readers(language):
    """The sentences that must be there in this language: all of them in Russian."""
    return [
        entry
        for entry in catalogue(language)
        if language == "ru" or entry.translated() or not is_of_the_workshop(entry)
    ]


def is_of_the_workshop(entry):
    return all(path.startswith(WORKSHOP) for path, _ in entry.occurrences)


def forms(entry):
    return entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}


def texts(entry):
    return list(forms(entry).values())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_has_a_translation(language):
    holes = [entry.msgid for entry in catalogue_for_readers(language) if not entry.translated()]

    assert holes == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_guessed_from_a_similar_sentence(language):
    assert [entry.msgid for entry in catalogue(language).fuzzy_entries()] == []


def test_all_catalogues_hold_the_same_sentences():
    sentences = {
        language: {(e.msgctxt, e.msgid, e.msgid_plural) for e in catalogue(language)}
        for language in TRANSLATED
    }

    assert all(found == sentences["ru"] for found in sentences.values())


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_and_markup_survive_translation(language):
    for_one_only = forms_for_one_only(language)
    for entry in catalogue_for_readers(language):
        for form, text in forms(entry).items():
            source = entry.msgid if form in for_one_only else entry.msgid_plural or entry.msgid
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(source)), entry.msgid
            assert placeholders(text) in (placeholders(source), placeholders(entry.msgid_plural or source))


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def forms_for_one_only(language):
    """Plural forms used for the number 1 alone: they may say "one key"; 21 in Russian may not."""
    rule = plural_rule(catalogue(language))
    return {rule(1)} - {rule(number) for number in range(201) if number != 1}


def plural_rule(po):
    return gettext.c2py(po.metadata["Plural-Forms"].split("plural=")[1].rstrip("; "))


@pytest.mark.parametrize("language", TRANSLATED)
def test_line_breaks_at_the_ends_survive_translation(language):
    for entry in catalogue_for_readers(language):
        for text in texts(entry):
            assert text.startswith("\n") == entry.msgid.startswith("\n"), entry.msgid
            assert text.endswith("\n") == entry.msgid.endswith("\n"), entry.msgid


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_counted_sentence_has_as_many_forms_as_its_language(language):
    po = catalogue(language)

    assert f"nplurals={PLURAL_FORMS[language]};" in po.metadata["Plural-Forms"]
    for entry in po:
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == list(range(PLURAL_FORMS[language])), entry.msgid


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_rules_are_those_of_django(language):
    django_po = trans_real.__file__.rsplit("/utils/", 1)[0]
    theirs = polib.pofile(f"{django_po}/conf/locale/{language}/LC_MESSAGES/django.po")
    ours, django_rule = plural_rule(catalogue(language)), plural_rule(theirs)

    assert [ours(number) for number in range(201)] == [django_rule(number) for number in range(201)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_says_whether_a_native_speaker_has_read_it(language):
    unread, read = "not yet been read by a native speaker", "Read as a native speaker by"

    assert (unread in catalogue(language).header) != (read in catalogue(language).header)


@pytest.mark.parametrize("language", TRANSLATED)
def test_nobody_is_shouted_at(language):
    assert [e.msgid for e in catalogue(language) if any("!" in text for text in texts(e))] == []


def test_uzbek_sentences_use_the_two_right_signs():
    from courses.languages.rules import uzbek_to_current_latin

    for entry in catalogue("uz"):
        for text in texts(entry):
            plain = PLACEHOLDER.sub("", TAG.sub("", text))
            assert uzbek_to_current_latin(plain) == plain, entry.msgid


def test_compiling_writes_what_is_stale_and_nothing_else(tmp_path):
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Lesson"\nmsgstr "Урок"\n'
    )

    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert compile_catalogues(tmp_path) == []
    newer = (folder / "django.mo").stat().st_mtime + 10
    os.utime(source, (newer, newer))
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    with open(folder / "django.mo", "rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Lesson") == "Урок"
