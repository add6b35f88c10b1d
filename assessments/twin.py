"""A question as text to read, for files and paper: what it asks, and what there is to say of each answer."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from assessments import rules
from assessments.frozen import Content
from assessments.scenes import drawn


@dataclass(frozen=True)
class Row:
    """One answer with its mark ("right", its place, nothing where it is a pair) and why."""

    mark: str
    text: str
    why: str


def question_twin(content: Content) -> str:
    """Return a frozen question as HTML without any form. What is arranged is offered out of order."""
    partners = {each["id"]: each["text"] for each in content.get("partners", ())}
    offered = [choice["text"] for choice in content["choices"]]
    if content["kind"] in ("order", "match", "groups"):
        offered = rules.in_stable_order(offered, content["question"])
    context = {
        "question": content,
        "offered": offered,
        "partners": rules.in_stable_order(partners.values(), content["question"]),
        "reasons": [reason["text"] for reason in content.get("reasons", ())],
        "scene": drawn(content),
        "rows": [_row(content, choice) for choice in _told(content)],
    }
    return render_to_string("assessments/twin.html", context)


def _told(content: Content) -> list[dict]:
    """Return what is explained: choices, then reasons; of a text with errors, the errors."""
    if content["kind"] == "error_hunt":
        return [choice for choice in content["choices"] if choice["right"]]
    return [*content["choices"], *content.get("reasons", ())]


def _row(content: Content, choice: dict) -> Row:
    if content["kind"] == "order":
        return Row(_("Place %(place)d.") % {"place": choice["place"]}, choice["text"], choice["why"])
    if content["kind"] in ("match", "groups"):
        own = (each["text"] for each in content["partners"] if choice["id"] in each["at"])
        return Row("", f"{choice['text']} — {next(own, '')}", choice["why"])
    if content["kind"] == "rating":
        return Row("", choice["text"], choice["why"])
    if content["kind"] == "error_hunt":
        corrected = f"{choice['text']} → {choice['better']}"
        return Row(_("An error."), corrected, choice["why"])
    return Row(_("Right.") if choice["right"] else _("Not right."), choice["text"], choice["why"])
