"""Terms for tests, and lessons that hold them."""

from uuid import uuid4

from wagtail.models import Locale

from courses.models import CompiledLesson, GlossaryTerm, LessonPage, TermInLanguage
from tests.factories import publish


def make_term(
    code: str = "kinship-care", *, language: str = "en", names: dict[str, str] | None = None, **fields
) -> GlossaryTerm:
    """Create a term, published unless told otherwise."""
    values = {
        "term": code.replace("-", " "),
        "forms": code.replace("-", " "),
        "definition": f"What {code} means here.",
    }
    locale = Locale.objects.get_or_create(language_code=language)[0]
    term = GlossaryTerm.objects.create(code=code, locale=locale, **(values | fields))
    for spoken, text in (names or {}).items():
        TermInLanguage.objects.create(term=term, language=spoken, text=text, is_read=spoken == language)
    return term


def write(lesson, *blocks: tuple[str, object] | str) -> LessonPage:
    """Publish a lesson whose body is the blocks given; a text alone is prose."""
    page = LessonPage.objects.get(pk=lesson.pk)
    placed = [("prose", block) if isinstance(block, str) else block for block in blocks]
    raw = [{"type": kind, "id": str(uuid4()), "value": value} for kind, value in placed]
    page.body = page.body.stream_block.to_python(raw)
    return publish(page)


def artifact_of(lesson, language: str = "en") -> dict:
    """Return what a published lesson was compiled to."""
    return CompiledLesson.objects.get(lesson_key=lesson.translation_key, language=language).artifact


def mark_as_read(term: GlossaryTerm, language: str) -> None:
    """Let a native reader have read how a term is said, and publish that."""
    TermInLanguage.objects.update_or_create(
        term=term, language=language, defaults={"text": "…", "is_read": True}
    )
    term.refresh_from_db()
    term.save_revision().publish()
