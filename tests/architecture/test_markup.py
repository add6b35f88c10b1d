"""Where markup is trusted, and through which doors texts are searched: few places, named here."""

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
FLOORS = ("lms", "casestudies", "assessments", "courses", "media")
# Pieces of a compiled lesson or case study and fragments of activities: made by templates, cleaned before.
TRUSTING_TEMPLATES = {
    "courses/lesson.html",
    "courses/answered.html",
    # An exercise in words, cleaned in the line before.
    "courses/block.html",
    "courses/saved_lesson.html",
    # Script and style of the page that checks certificates by itself: files of ours.
    "certificates/check_alone.html",
    "casestudies/play.html",
    "casestudies/studies/prose.html",
    "casestudies/studies/words.html",
}
TRUSTING_MODULES = {
    # Squares drawn here from addresses of our own.
    "lms/coordination/views/event_lists.py",
    "lms/coordination/views/sharing.py",
    # What the code of a block of the catalogue has drawn, and hashes of its inline parts.
    "courses/activities/runtimes/xblock/printing.py",
    "courses/blocks.py",
    "courses/comparing.py",
    "courses/content/preview.py",
    "lms/context.py",
}
# Only what compiles may ask for everything that is live; learners are shown what was compiled. The report
# and the export of a package are for those who write and sign.
READING_LIVE_PAGES = {
    "courses/content/actions.py",
    "courses/content/citing.py",
    "courses/content/stored.py",
    "courses/content/review.py",
    "assessments/publishing.py",
    "casestudies/studies/publishing.py",
    "casestudies/studies/stored.py",
}


def sources(pattern: str) -> dict[str, str]:
    found = {}
    for floor in FLOORS:
        for path in (HOUSE / floor).rglob(pattern):
            found[str(path.relative_to(HOUSE))] = path.read_text("utf-8")
    return found


def holding(texts: dict[str, str], pattern: str) -> set[str]:
    return {name for name, text in texts.items() if re.search(pattern, text)}


def test_only_six_templates_print_markup_as_it_comes():
    templates = {name.removeprefix("lms/templates/"): text for name, text in sources("*.html").items()}

    assert holding(templates, r"\|\s*(safe|safeseq|richtext)\b|autoescape\s+off") == TRUSTING_TEMPLATES


def test_only_the_modules_named_here_declare_markup_safe():
    assert holding(sources("*.py"), r"\b(mark_safe|SafeString|html_safe)\(") == TRUSTING_MODULES


def test_no_module_offers_a_block_of_raw_html_or_an_embed():
    assert holding(sources("*.py"), r"\b(RawHTMLBlock|EmbedBlock)\b") == set()


def test_no_page_is_found_by_a_search_that_does_not_ask_who_may_read_it():
    assert (
        holding(sources("*.py"), r"\b(objects|live\(\)|public\(\))\b[^\n]*\.(search|autocomplete)\(") == set()
    )


def test_only_what_compiles_asks_for_everything_that_is_live():
    assert holding(sources("*.py"), r"\.live\(\)") == READING_LIVE_PAGES
