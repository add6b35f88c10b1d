"""What authors are asked for, as JSON Schema: plain data on the fields, from which a site draws its forms.

A field carries its shape in the option ``json_schema``; ``title`` and ``description`` are what an author
reads. Two words are added to the standard ones: ``format: "textarea"`` for a text of several lines, and
``x-refers`` for a text that points to a row of another field. A property that is ``readOnly`` is a row's id:
a form makes it up and never shows it.
"""

from typing import Any

Shape = dict[str, Any]
ROW_ID: Shape = {"type": "string", "readOnly": True}


def _(sentence: str) -> str:
    """Mark a sentence for translation."""
    return sentence


def line(title: str, description: str = "", **more: Any) -> Shape:
    """Return a text of one line."""
    return {"type": "string", "title": title, "description": description, **more}


def text(title: str, description: str = "") -> Shape:
    """Return a text of one or more lines."""
    return line(title, description, format="textarea")


def tick(title: str, description: str = "") -> Shape:
    """Return a box to tick."""
    return {"type": "boolean", "title": title, "description": description}


def rows(one: str, parts: dict[str, Shape], *, needed: tuple[str, ...]) -> Shape:
    """Return a list of rows of one kind; in each of them the ``needed`` parts have to be filled in."""
    row = {"type": "object", "title": one, "properties": parts, "required": ["id", *needed]}
    return {"type": "array", "items": row}


DIALOGUE, DIALOGUE_ABOUT = _("Conversation"), _("Somebody speaks, the learner chooses what to answer.")
SORT, SORT_ABOUT = _("Sort and justify"), _("Each card goes into a group, with the reason for it.")
MAP, MAP_ABOUT = _("Support map"), _("Who stands around an invented family, and whom to speak with first.")

TITLE = _("Title inside the exercise")
TITLE_HELP = _("Leave it empty: lessons show the title above.")
OPENING = _("Opening")
OPENING_HELP = _("What it is about, in a few sentences. People and places are invented.")
CLOSING = _("To take along")
CLOSING_HELP = _("Read at the end, whatever was chosen.")
PARTNER = _("Who speaks")
PARTNER_HELP = _("An invented person as the learner reads it, such as “a grandmother”.")
TURNS = _("Turns")
TURNS_HELP = _("What is said, and what can be answered to it. The first turn begins.")
QUESTION = _("Question")
GROUPS, GROUPS_HELP = _("Groups"), _("Where cards can go.")
CARDS, CARDS_HELP = _("Cards"), _("Each with its group, and reasons to choose from.")
FAMILY = _("In the middle")
FAMILY_HELP = _("The invented family, such as “Zarina and her sons (invented)”.")
PEOPLE, PEOPLE_HELP = _("People and places around it"), _("From four to eight are easy to read.")

_WHY = text(_("Why"), _("Read afterwards."))
_REPLY = {
    "id": ROW_ID,
    "text": text(_("What one could answer")),
    "points": {
        "type": "number",
        "minimum": 0,
        "title": _("Points"),
        "description": _("From nothing up. Two answers may be worth the same."),
    },
    "why": _WHY,
    "then": line(
        _("Leads to"),
        _("The short name of a turn. Left empty, the conversation ends here."),
        **{"x-refers": {"field": "turns", "by": "id"}},
    ),
}
_TURN = {
    "id": line(_("Short name"), _("For you, such as “at the door”. Learners never see it.")),
    "says": text(_("What is said")),
    "replies": {**rows(_("Possible answer"), _REPLY, needed=("text",)), "title": _("Answers")},
}
_REASON = {"id": ROW_ID, "text": line(_("What speaks for it or against it")), "is_right": tick(_("It holds"))}
_GROUP = {"id": ROW_ID, "name": line(_("Name of the group"))}
_CARD = {
    "id": ROW_ID,
    "text": line(_("On the card")),
    "group": line(
        _("Belongs to"),
        _("The name of one of the groups, written as above."),
        **{"x-refers": {"field": "groups", "by": "name"}},
    ),
    "reasons": {
        **rows(_("Reason to choose"), _REASON, needed=("text",)),
        "title": _("Reasons to choose from"),
    },
    "why": _WHY,
}

TURNS_SHAPE = rows(_("Turn"), _TURN, needed=("says",))
GROUPS_SHAPE = rows(_("Group"), _GROUP, needed=("name",))
CARDS_SHAPE = rows(_("Card"), _CARD, needed=("text", "group"))


def people(links: dict[str, str]) -> Shape:
    """Return the shape of those around a family, with the links that there are between them."""
    chosen = [{"const": name, "title": title} for name, title in links.items()]
    person = {
        "id": ROW_ID,
        "name": line(_("Who or what"), _("“An aunt”, “the clinic”: never a name.")),
        "note": text(_("What is known")),
        "link": {"type": "string", "oneOf": chosen, "title": _("Link")},
        "first": tick(_("Good to speak with first")),
        "why": _WHY,
    }
    return rows(_("Person or place"), person, needed=("name", "link"))
