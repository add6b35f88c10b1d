"""Turns published courses and lessons into artifacts: what a page shows, worked out once.

An artifact is plain JSON. A lesson's body is a list of pieces, ``{"html": ...}`` or
``{"activity": key}``; the activities' frozen content stands beside them and may hold answer keys,
so an artifact never leaves the server as it is.
"""

import gzip
import re
from dataclasses import dataclass
from html import unescape

from django.utils.translation import override
from wagtail.models import Locale

from courses.activities.registry import kind_of
from courses.content.models import CoursePage, LessonPage
from courses.content.published import native_state
from courses.content.rules import data_size_label, lesson_minutes
from courses.content.saving import saved_html
from courses.evidence.showing import codes_shown
from courses.glossary.marking import mark_terms
from courses.languages.rules import word_count

# The piece that explains terms: it is shown, and neither counted nor searched.
EXPLAINED = "terms"
_TAG = re.compile(r"<[^>]+>")
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# Head, header, outline and footer around a lesson's body, compressed: measured on the finished page.
PAGE_FRAME_BYTES = 6_000
# Head, style and foot of a lesson saved as one file, which nobody compresses.
SAVED_FRAME_BYTES = 3_600


def plain_text(html: str) -> str:
    """Return the words of ``html`` without its tags, for counting; a drawing's stand in its table too."""
    return unescape(_TAG.sub(" ", _DRAWING.sub(" ", html)))


@dataclass(frozen=True)
class Measured:
    """What a text costs its reader: words, minutes at the language's speed, bytes of the whole page."""

    words: int
    minutes: float
    bytes: int

    @property
    def size(self) -> str:
        """The weight as readers see it."""
        return data_size_label(self.bytes)


def measured(html: str, language: str) -> Measured:
    """Return what a page with this text in its frame costs a reader of ``language``."""
    words = word_count(plain_text(html))
    return Measured(
        words, lesson_minutes(words, language, []), len(gzip.compress(html.encode(), 6)) + PAGE_FRAME_BYTES
    )


def _placed_activity(activity, language: str) -> dict:
    kind = kind_of(activity.kind)
    content = kind.freeze(activity, language)
    return {
        "key": str(activity.translation_key),
        "kind": activity.kind,
        "language": activity.locale.language_code,
        "minutes": float(activity.minutes),
        "is_sensitive": activity.is_sensitive,
        # An exercise knows better than its kind who grades it.
        "trust": content.get("trust", kind.trust),
        "content": content,
    }


def in_language(activity, locale: Locale):
    """Return the published translation of a translatable row in ``locale``, else the row itself."""
    if activity.locale_id == locale.pk:
        return activity
    translated = activity.get_translation_or_none(locale)
    return translated if translated is not None and translated.live else activity


def _pieces(lesson: LessonPage) -> tuple[list[dict], list[dict]]:
    """Return the body's pieces and the activities placed in it."""
    pieces, activities = [], []
    for child in lesson.body:
        if child.block_type != "activity":
            pieces.append({"html": str(child.render({"locale": lesson.locale})), "type": child.block_type})
            continue
        activity = child.value["activity"]
        if activity is None:
            continue
        placed = _placed_activity(in_language(activity, lesson.locale), lesson.locale.language_code)
        activities.append(placed)
        pieces.append({"activity": placed["key"]})
    return pieces, activities


def compile_lesson(lesson: LessonPage) -> dict:
    """Return the artifact of a lesson as it stands (published or draft), in its own language."""
    language = lesson.locale.language_code
    with override(language):
        pieces, activities = _pieces(lesson)
        # What explains a word is read by who needs it, and counts towards nobody's minutes.
        words = word_count(plain_text(_html(pieces))) + sum(_activity_words(placed) for placed in activities)
        pieces, terms = _with_terms(pieces, language)
        twins = {each["key"]: kind_of(each["kind"]).twin(each["content"]) for each in activities}
        saved_bytes = len(saved_html(pieces, twins).encode()) + SAVED_FRAME_BYTES
    html = _html(pieces)
    page_bytes = len(gzip.compress(html.encode(), 6)) + PAGE_FRAME_BYTES
    return {
        "key": str(lesson.translation_key),
        "code": lesson.code,
        "slug": lesson.slug,
        "title": lesson.title,
        "language": language,
        "load": lesson.load,
        "content_note": lesson.content_note,
        "review_state": native_state(lesson),
        "expert_review": list(lesson.expert_review),
        "is_sensitive": lesson.is_sensitive,
        "objectives": [objective.text for objective in lesson.objectives.all()],
        "pieces": pieces,
        "activities": activities,
        "facts": _facts_shown(lesson),
        "terms": terms,
        "words": words,
        "minutes": lesson_minutes(words, language, [placed["minutes"] for placed in activities]),
        "bytes": page_bytes,
        "size": data_size_label(page_bytes),
        "saved_size": data_size_label(saved_bytes),
        "revision": lesson.live_revision_id or 0,
    }


def _html(pieces: list[dict]) -> str:
    return "".join(piece.get("html", "") for piece in pieces)


def _with_terms(pieces: list[dict], language: str) -> tuple[list[dict], list[str]]:
    """Return the pieces with terms linked in their prose and explained at the end, and the terms' codes."""
    prose = [number for number, piece in enumerate(pieces) if piece.get("type") == "prose"]
    marked = mark_terms([pieces[number]["html"] for number in prose], language)
    shown = list(pieces)
    for number, html in zip(prose, marked.parts, strict=True):
        shown[number] = {**pieces[number], "html": html}
    explained = [{"html": marked.explained, "type": EXPLAINED}] if marked.explained else []
    return shown + explained, marked.codes


def _facts_shown(lesson: LessonPage) -> list[str]:
    """Return the codes of the facts that the lesson's blocks show, each once."""
    shown = (codes_shown(child.block_type, child.value, lesson.locale) for child in lesson.body)
    return sorted({code for codes in shown for code in codes})


def _activity_words(placed: dict) -> int:
    """Count the words a learner reads in an activity before answering."""
    return word_count(str(placed["content"].get("reading_text", "")))


def lesson_card(artifact: dict) -> dict:
    """Return what lists and outlines need of a lesson's artifact, without its body or keys."""
    wanted = ("key", "code", "slug", "title", "language", "load", "minutes", "size", "bytes", "revision")
    card = {name: artifact[name] for name in (*wanted, "expert_review", "is_sensitive")}
    card["facts"] = artifact.get("facts", [])
    card["activity_keys"] = [each["key"] for each in artifact["activities"] if _counts(each)]
    card["optional_keys"] = [each["key"] for each in artifact["activities"] if not _counts(each)]
    return card


def _counts(placed: dict) -> bool:
    """Whether a lesson waits for it: what is sensitive, or graded elsewhere than here, proves nothing."""
    return not placed["is_sensitive"] and placed.get("trust", "server") == "server"


def compile_course(
    course: CoursePage, lessons_by_module: list[tuple[str, list[dict]]], test: dict | None
) -> dict:
    """Return the artifact of a course in its own language.

    ``lessons_by_module`` holds (module title, lesson cards); ``test`` the placed end test or None.
    """
    cards = [card for _title, module_cards in lessons_by_module for card in module_cards]
    return {
        "key": str(course.translation_key),
        "slug": course.slug,
        "title": course.title,
        "language": course.locale.language_code,
        "outward_name": course.outward_name,
        "summary": course.summary,
        "able_to": [line.strip() for line in course.able_to.splitlines() if line.strip()],
        "professions": [profession.code for profession in course.professions.all()],
        "competencies": _competencies(course),
        "valid_months": course.valid_months,
        "is_invented": course.is_invented,
        "modules": [{"title": title, "lessons": module_cards} for title, module_cards in lessons_by_module],
        "test": test,
        "minutes": sum(card["minutes"] for card in cards) + (test["minutes"] if test else 0),
        "bytes": sum(card["bytes"] for card in cards),
        "size": data_size_label(sum(card["bytes"] for card in cards)),
    }


def _competencies(course: CoursePage) -> list[dict]:
    found = []
    for served in course.course_competencies.select_related("competency__locale"):
        competency = in_language(served.competency, course.locale)
        found.append(
            {
                "code": competency.code,
                "name": competency.name,
                "outward_name": competency.outward_name,
                "level": served.level,
            }
        )
    return found


def placed_test(course: CoursePage) -> dict | None:
    """Return the course's end test as it is placed, without questions; None when there is none."""
    if course.end_test is None:
        return None
    placed = _placed_activity(in_language(course.end_test, course.locale), course.locale.language_code)
    return {**placed, "title": in_language(course.end_test, course.locale).title}
