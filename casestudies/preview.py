"""A case as its author looks at it: the map, what to mend, and everything there is to read."""

from casestudies import rules
from casestudies.advice import sentences
from casestudies.frozen import frozen_content, graph_of
from casestudies.models import Case
from casestudies.queries import unknown_codes


def map_context(case: Case) -> dict:
    """Return the map of a case, its twin as a list, and what to mend or to look at again."""
    content = frozen_content(case)
    graph = graph_of(content)
    return {
        "content": content,
        "map": rules.map_of(graph),
        "listed": content["points"],
        "problems": sentences(rules.problems(graph) + unknown_codes(case)),
        "doubts": sentences(rules.doubts(graph)),
    }


def preview_context(case: Case, context: dict) -> dict:
    """Return what the preview shows."""
    shown = map_context(case)
    return {**context, **shown, "case": shown["content"], "LANGUAGE_CODE": shown["content"]["language"]}
