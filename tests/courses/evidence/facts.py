"""Facts and disagreements for tests; the sources are invented."""

from uuid import uuid4

from courses.evidence.models import ConflictSet, Fact, Position, Source
from courses.models import CompiledLesson, LessonPage
from tests.factories import publish


def make_source(code: str = "invented-report") -> Source:
    """Return an invented source; a second time the same."""
    return Source.objects.get_or_create(
        code=code, defaults={"short": "Invented report, 2021", "title": "An invented report", "as_of": "2021"}
    )[0]


def make_fact(code: str = "invented-fact", *, live: bool = True, **fields) -> Fact:
    """Create a fact with a value, published unless told otherwise."""
    values = {
        "kind": "fact",
        "statement": "A table gives 722 people in total.",
        "country": "KZ",
        "value_low": 722,
        "value_text": "722",
        "unit": "people",
        "source": make_source(),
        "section": "Table 1",
        "confidence": "high",
    }
    return Fact.objects.create(code=code, live=live, **(values | fields))


def make_conflict(*facts: Fact | tuple[Fact, ...], code: str = "invented-conflict", **fields) -> ConflictSet:
    """Create a disagreement in which each fact is a position of its own; a tuple is a sum of its facts."""
    values = {
        "title": "How many?",
        "kind": "contradiction",
        "explanation": "Nobody says.",
        "show": "Give both.",
    }
    conflict = ConflictSet(code=code, **(values | fields))
    conflict.positions = [_position(side) for side in facts]
    conflict.save()
    return conflict


def _position(side: Fact | tuple[Fact, ...]) -> Position:
    if isinstance(side, tuple):
        return Position(says="The parts", locale=side[0].locale, facts=list(side), is_sum=True)
    return Position(says=side.value_text or "In words", locale=side.locale, facts=[side])


def place(lesson, *blocks: tuple[str, dict]) -> LessonPage:
    """Publish a lesson whose body is the blocks given."""
    page = LessonPage.objects.get(pk=lesson.pk)
    page.body = body_of(page, *blocks)
    return publish(page)


def body_of(page: LessonPage, *blocks: tuple[str, dict]):
    """Return the blocks given as a lesson's body."""
    raw = [{"type": kind, "id": str(uuid4()), "value": value} for kind, value in blocks]
    return page.body.stream_block.to_python(raw)


def facts_block(*facts: Fact, counted: str = "") -> tuple[str, dict]:
    """Return a block with facts side by side, drawn where ``counted`` says what they count."""
    items = [{"type": "item", "id": str(uuid4()), "value": fact.pk} for fact in facts]
    return "facts", {"facts": items, "counted": counted}


def conflict_block(conflict: ConflictSet) -> tuple[str, dict]:
    """Return a block with a disagreement."""
    return "conflict", {"conflict": conflict.pk}


def compiled(lesson, language: str = "en") -> str:
    """Return what a published lesson shows, its activities left out."""
    artifact = CompiledLesson.objects.get(lesson_key=lesson.translation_key, language=language).artifact
    return "".join(piece.get("html", "") for piece in artifact["pieces"])
