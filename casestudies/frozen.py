"""A case as it is frozen at publish: plain values, never sent as they are."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from wagtail.models import Locale

from casestudies import rules
from casestudies.models import Case

Content = dict[str, Any]

_POINT = ("speaker", "text", "profession", "weighs")
_CHOICE = ("text", "consequence", "reason", "comment", "affects", "harm")
_ENDING = ("text", "holds")
# What belongs to the source in every language.
_SHARED = ("id", "name", "goes_to", "scores", "facts")


def frozen_content(case: Case) -> Content:
    """Return a case in its own language, as lessons play it."""
    language = case.locale.language_code if case.locale_id else source_language()
    points, endings, strays = _places(case.outline)
    codes = [code for point in points for code in point["facts"]]
    facts = facts_of(codes, language)
    for point in points:
        point["facts"] = [facts[code] for code in point["facts"] if code in facts]
    return {
        "case": str(case.translation_key),
        "code": case.code,
        "language": language,
        "title": case.title,
        "opening": case.opening,
        "content_note": case.content_note,
        "points": points,
        "endings": endings,
        "strays": strays,
        "reading_text": reading_text(case.opening, points, endings),
    }


def _places(outline: Iterable) -> tuple[list[dict], list[dict], list[str]]:
    """Return turning points with the choices below them, endings, and choices above every point."""
    points: list[dict] = []
    endings: list[dict] = []
    strays: list[str] = []
    for number, block in enumerate(outline):
        # A block just typed into the editor has no id yet; saving gives it one.
        block_id, value = block.id or f"new-{number}", block.value
        if block.block_type == "point":
            facts = [code.strip() for code in (value["facts"] or "").split(",") if code.strip()]
            points.append({"id": block_id, "name": _name(value), "facts": facts, "choices": []})
            points[-1] |= _texts(value, _POINT)
        elif block.block_type == "ending":
            endings.append({"id": block_id, "name": _name(value), **_texts(value, _ENDING)})
        elif points:
            points[-1]["choices"].append(_choice(block_id, value))
        else:
            strays.append((value["text"] or "")[:60])
    return points, endings, strays


def _choice(block_id: str, value) -> dict:
    goes_to = " ".join((value["goes_to"] or "").split())
    scores = rules.read_scores(value["scores"] or "")
    return {"id": block_id, "goes_to": goes_to, "scores": scores, **_texts(value, _CHOICE)}


def _name(value) -> str:
    return " ".join((value["name"] or "").split())


def _texts(value, names: Iterable[str]) -> dict[str, str]:
    return {name: (value[name] or "").strip() for name in names}


def reading_text(opening: str, points: list[dict], endings: list[dict]) -> str:
    """Return what a learner reads on the longest way through, its debrief included."""
    if not points:
        return opening
    graph = graph_of({"points": points, "endings": endings})
    told = {
        each["id"]: "\n".join(each[part] for part in _CHOICE[1:]) for p in points for each in p["choices"]
    }
    return f"{opening}\n{_longest_below(graph, told, graph.points[0].name, (), {})}"


def _longest_below(
    graph: rules.Graph, told: dict[str, str], name: str, above: tuple[str, ...], known: dict[str, str]
) -> str:
    """Return the longest text from a place to an end; ``known`` remembers places worked out before."""
    place = graph.by_name.get(name)
    if place is None or name in above:
        return ""
    if isinstance(place, rules.Ending):
        return f"{place.text}\n{place.holds}"
    if name not in known:
        ways = [
            f"{told[each.key]}\n{_longest_below(graph, told, each.goes_to, (*above, name), known)}"
            for each in place.choices
        ]
        here = [place.text, place.weighs, *(choice.text for choice in place.choices)]
        known[name] = "\n".join([*here, max(ways, key=_words, default="")])
    return known[name]


def _words(text: str) -> int:
    return len(text.split())


def facts_of(codes: Iterable[str], language: str) -> dict[str, dict[str, str]]:
    """Return published facts by code with what is shown of them, in ``language`` where translated."""
    found = apps.get_model("courses", "Fact").objects.filter(
        live=True, code__in=set(codes), locale__language_code__in={language, source_language()}
    )
    shown: dict[str, dict[str, str]] = {}
    for fact in found.select_related("source", "locale"):
        if fact.code not in shown or fact.locale.language_code == language:
            shown[fact.code] = {
                "code": fact.code,
                "statement": fact.statement,
                "speaker": fact.speaker,
                "date": fact.date_text,
                "source": fact.source.short,
                "section": fact.section,
            }
    return shown


def source_language() -> str:
    """Return the language that cases are written in."""
    return Locale.get_default().language_code


def graph_of(content: Content) -> rules.Graph:
    """Return a frozen case as the rules see it."""
    return rules.Graph(
        points=tuple(_point_of(point) for point in content["points"]),
        endings=tuple(rules.Ending(each["name"], each["text"], each["holds"]) for each in content["endings"]),
        strays=tuple(content.get("strays", ())),
    )


def _point_of(point: dict) -> rules.TurningPoint:
    choices = tuple(
        rules.Choice(
            key=each["id"],
            **{name: each[name] for name in ("text", "goes_to", "consequence", "comment", "affects", "harm")},
            scores=each["scores"],
        )
        for each in point["choices"]
    )
    facts = tuple(fact["code"] for fact in point["facts"])
    return rules.TurningPoint(point["name"], point["text"], choices, facts, point["weighs"])


def in_words_of(translation: Case, source: Content) -> Content | None:
    """Return the source's case in a translation's words, or None while the two do not match.

    Where choices lead and what they are worth always comes from the source.
    """
    own = frozen_content(translation)
    if _structure(own) != _structure(source):
        return None
    points = [_translated(point, found) for point, found in zip(source["points"], own["points"], strict=True)]
    endings = [_merged(each, found) for each, found in zip(source["endings"], own["endings"], strict=True)]
    texts = {name: own[name] for name in ("language", "title", "opening", "content_note")}
    shown = {**source, **texts, "points": points, "endings": endings}
    return {**shown, "reading_text": reading_text(own["opening"], points, endings)}


def _structure(content: Content) -> list:
    points = [(each["id"], [choice["id"] for choice in each["choices"]]) for each in content["points"]]
    return [points, [each["id"] for each in content["endings"]]]


def _merged(source: dict, own: dict) -> dict:
    return {**own, **{name: source[name] for name in _SHARED if name in source}}


def _translated(source: dict, own: dict) -> dict:
    pairs = zip(source["choices"], own["choices"], strict=True)
    return {**_merged(source, own), "facts": own["facts"], "choices": [_merged(*pair) for pair in pairs]}
