"""Exercises made of blocks as tests need them, published like an author's."""

import itertools

from wagtail.models import Locale

from courses.models import BlockExercise

_numbers = itertools.count(1)


def make_exercise(tree: dict, *, code: str = "", title: str = "An exercise", **fields) -> BlockExercise:
    """Create an exercise of a tree of blocks and publish it."""
    exercise = BlockExercise(
        code=code or f"exercise-{next(_numbers)}",
        title=title,
        tree=tree,
        locale=Locale.get_default(),
        live=False,
        **{"twin": "The same in words.", **fields},
    )
    exercise.save()
    exercise.save_revision().publish()
    exercise.refresh_from_db()
    return exercise


def acid() -> dict:
    """Return the conformance test, alone."""
    return {"type": "acid", "fields": {"name": "alone"}}


def acid_parent() -> dict:
    """Return the conformance test of containers, with two blocks in it."""
    children = [
        {"id": name, "type": "acid", "fields": {"name": f"{name}-child"}} for name in ("left", "right")
    ]
    return {"type": "acid_parent", "fields": {"name": "parent"}, "children": children}


def dialogue() -> dict:
    """Return a short conversation of two turns."""
    turns = [
        {
            "id": "door",
            "says": "Who sent you?",
            "replies": [
                {
                    "id": "name",
                    "text": "I am Dilnoza, of the school.",
                    "points": 2,
                    "why": "A name.",
                    "then": "tea",
                },
                {"id": "rules", "text": "I may not say.", "points": 0, "why": "Fear.", "then": ""},
            ],
        },
        {
            "id": "tea",
            "says": "Then sit down. He does not sleep.",
            "replies": [
                {"id": "ask", "text": "What helps him at night?", "points": 2, "why": "It asks.", "then": ""},
                {"id": "tell", "text": "Give him valerian.", "points": 1, "why": "It tells.", "then": ""},
            ],
        },
    ]
    fields = {"partner": "Grandmother", "opening": "A visit.", "turns": turns, "closing": "Ask first."}
    return {"type": "hamroh_dialogue", "fields": fields}


def sorting() -> dict:
    """Return two cards for two groups."""
    cards = [
        {
            "id": "dose",
            "text": "The dose of a medicine",
            "group": "share",
            "why": "Who gives it must know it.",
            "reasons": [
                {"id": "needs", "text": "It is needed", "is_right": True},
                {"id": "nice", "text": "It is kind"},
            ],
        },
        {
            "id": "camp",
            "text": "Where the family was",
            "group": "keep",
            "why": "Nobody needs it to teach.",
            "reasons": [
                {"id": "harm", "text": "It can harm", "is_right": True},
                {"id": "rule", "text": "It is long"},
            ],
        },
    ]
    groups = [{"id": "share", "name": "May be passed on"}, {"id": "keep", "name": "Stays with you"}]
    fields = {
        "question": "What may the school know?",
        "groups": groups,
        "cards": cards,
        "closing": "Less is safe.",
    }
    return {"type": "hamroh_sort", "fields": fields}


def support_map() -> dict:
    """Return a family with three people around it."""
    people = [
        {
            "id": "aunt",
            "name": "Aunt",
            "note": "Comes every Friday.",
            "link": "strong",
            "first": True,
            "why": "Near.",
        },
        {
            "id": "clinic",
            "name": "Clinic",
            "note": "Sent them away.",
            "link": "strained",
            "why": "It hurt once.",
        },
        {
            "id": "coach",
            "name": "Wrestling coach",
            "note": "Has not met them.",
            "link": "absent",
            "why": "Not yet.",
        },
    ]
    fields = {
        "family": "Zarina and her two sons (invented)",
        "people": people,
        "closing": "Start where it holds.",
    }
    return {"type": "hamroh_support_map", "fields": fields}
