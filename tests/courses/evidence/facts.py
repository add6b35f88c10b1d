"""Facts and disagreements for tests; the sources are invented."""

from courses.evidence.models import ConflictSet, Fact, Position, Source


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


def make_conflict(*facts: Fact, code: str = "invented-conflict", **fields) -> ConflictSet:
    """Create a disagreement in which each fact is a position of its own."""
    values = {
        "title": "How many?",
        "kind": "contradiction",
        "explanation": "Nobody says.",
        "show": "Give both.",
    }
    conflict = ConflictSet(code=code, **(values | fields))
    conflict.positions = [Position(says=fact.value_text, locale=fact.locale, facts=[fact]) for fact in facts]
    conflict.save()
    return conflict
