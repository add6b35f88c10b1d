"""Questions before and after their answers, for the gallery: every kind with invented words."""

from types import SimpleNamespace

from lms.home.gallery_scene import explained_hotspot, hotspot


def sample_question() -> SimpleNamespace:
    """Return a question with one right answer, just being answered."""
    choices = [
        SimpleNamespace(id="a", text="A choice somebody has just taken", is_chosen=True),
        SimpleNamespace(id="b", text="Another choice, too long for one line on a phone"),
        SimpleNamespace(id="c", text="A third one"),
    ]
    return SimpleNamespace(
        key="sample",
        kind="single",
        language="en",
        stem="A sample question: which of these would you say?",
        choices=choices,
        input_type="radio",
        suffix="",
    )


def _order() -> SimpleNamespace:
    steps = [
        SimpleNamespace(id="a", text="A step that comes later than it stands here"),
        SimpleNamespace(
            id="b", text="The step before it, with a text that is too long for one line", place=2
        ),
        SimpleNamespace(id="c", text="A third one"),
    ]
    return SimpleNamespace(
        key="order",
        kind="order",
        language="en",
        stem="Sample steps: what comes first?",
        choices=steps,
        places=[1, 2, 3],
        suffix="-order",
    )


def _match() -> SimpleNamespace:
    partners = [
        SimpleNamespace(id="x", text="A partner"),
        SimpleNamespace(id="y", text="A partner with a text that is too long for one line on a phone"),
        SimpleNamespace(id="z", text="A partner that belongs to nothing"),
    ]
    return SimpleNamespace(
        key="match",
        kind="match",
        language="en",
        stem="Sample pairs: what belongs to what?",
        choices=[
            SimpleNamespace(id="a", text="One thing", partner="y"),
            SimpleNamespace(id="b", text="Another"),
        ],
        partners=partners,
        suffix="-match",
    )


def _short() -> SimpleNamespace:
    return SimpleNamespace(
        key="short",
        kind="short",
        language="en",
        stem="A sample question that is answered in writing: how many?",
        text="2 427",
        longest_text=200,
        suffix="-short",
    )


def sample_feedback() -> SimpleNamespace:
    """Return the same question, answered not quite."""
    chosen = SimpleNamespace(
        text="The choice that was taken", why="Kind, and names the mistake.", is_chosen=True, is_right=False
    )
    right = SimpleNamespace(text="The choice that holds", why="Says why.", is_chosen=False, is_right=True)
    other = SimpleNamespace(text="Another", why="Says why not.", is_chosen=False, is_right=False)
    return SimpleNamespace(
        key="explained",
        language="en",
        stem="The same question, answered",
        is_right=False,
        is_scored=True,
        is_answered=True,
        counted="",
        right_verdict=None,
        first=[chosen, right],
        others=[other],
        sources=[SimpleNamespace(short="Sample source 2021", section="Table 1", as_of="June 2021")],
    )


def _explained_order() -> SimpleNamespace:
    rows = [
        SimpleNamespace(
            text="The first step", place="1", said="You gave it place 2.", is_right=False, why="Says why."
        ),
        SimpleNamespace(
            text="A step that may stand either way",
            place="2–3",
            said="You gave it place 3.",
            is_right=True,
            why="So.",
        ),
        SimpleNamespace(
            text="One half of a pair",
            partner="its partner",
            said="You chose:",
            given="another",
            is_right=False,
            why="So.",
        ),
    ]
    return _not_quite(key="explained-order", stem="Steps and pairs, answered", rows=rows)


def _explained_short() -> SimpleNamespace:
    known = SimpleNamespace(text="2472", why="Names the slip kindly.", is_chosen=True, is_right=False)
    right = SimpleNamespace(text="2427", why="Says why.", is_chosen=False, is_right=True)
    return _not_quite(
        key="explained-short", stem="In writing, answered", written="2 472", first=[known, right]
    )


def _not_quite(**fields) -> SimpleNamespace:
    made = {
        "language": "en",
        "is_right": False,
        "is_answered": True,
        "right_verdict": None,
        "is_scored": True,
    }
    return SimpleNamespace(**(made | fields))


def _groups() -> SimpleNamespace:
    things = ("A thing to sort", "Another, with a text that is too long for one line on a phone", "A third")
    return SimpleNamespace(
        key="groups",
        kind="groups",
        language="en",
        stem="Sample things: which group does each belong to?",
        choices=[
            SimpleNamespace(id=str(number), text=text, partner="x" if number == 1 else "")
            for number, text in enumerate(things)
        ],
        partners=[
            SimpleNamespace(id="x", text="One group"),
            SimpleNamespace(id="y", text="Another group"),
            SimpleNamespace(id="z", text="A group with a longer name"),
        ],
        suffix="-groups",
    )


def _number() -> SimpleNamespace:
    return SimpleNamespace(
        key="number",
        kind="numeric",
        language="en",
        stem="A sample question that is answered with a number: how many?",
        text="47,5",
        unit="people",
        longest_text=200,
        suffix="-number",
    )


def _scale() -> SimpleNamespace:
    points = ("Well supported", "Supported in part", "A hope", "I cannot say")
    return SimpleNamespace(
        key="scale",
        kind="rating",
        language="en",
        stem="A sample claim: how well is it supported?",
        choices=[
            SimpleNamespace(id=str(number), text=text, is_chosen=number == 1)
            for number, text in enumerate(points)
        ],
        suffix="-scale",
    )


def _hunt() -> SimpleNamespace:
    passages = (
        "A sample report says this.",
        "The next sentence holds an error that somebody ticked,",
        "and the rest of it is sound.",
        "A last sentence follows, long enough to wrap on every phone.",
    )
    return SimpleNamespace(
        key="hunt",
        kind="error_hunt",
        language="en",
        stem="Sample text: where are the errors?",
        choices=[
            SimpleNamespace(id=str(number), text=text, is_chosen=number == 1)
            for number, text in enumerate(passages)
        ],
        suffix="-hunt",
    )


def _justified() -> SimpleNamespace:
    choice = sample_question()
    reasons = [
        SimpleNamespace(id="r", text="A reason that was just chosen", is_chosen=True),
        SimpleNamespace(id="s", text="Another reason"),
    ]
    return SimpleNamespace(
        **{**vars(choice), "key": "justified", "kind": "justify", "suffix": "-justified", "reasons": reasons}
    )


def _explained_groups() -> SimpleNamespace:
    rows = [
        SimpleNamespace(text="A thing", group="One group", said="You put it here.", is_right=True, why="So."),
        SimpleNamespace(
            text="Another",
            group="Another group",
            said="You put it into:",
            given="One group",
            is_right=False,
            why="Says why.",
        ),
    ]
    return _not_quite(key="explained-groups", stem="Things, sorted", rows=rows)


def _explained_hunt() -> SimpleNamespace:
    passages = [
        SimpleNamespace(text="A sample report says"),
        SimpleNamespace(text="something wrong", better="something right"),
        SimpleNamespace(text="and goes on."),
    ]
    rows = [
        SimpleNamespace(
            text="something wrong",
            better="something right",
            said="An error, and you found it.",
            is_right=True,
            why="Says why.",
        ),
        SimpleNamespace(text="and goes on.", said="You ticked this; it is right as it stands.", why=""),
    ]
    return _not_quite(key="explained-hunt", stem="Errors, found", passages=passages, rows=rows)


def _explained_scale() -> SimpleNamespace:
    chosen = SimpleNamespace(text="Supported in part", why="Says what the sources say.", is_chosen=True)
    return _not_quite(key="explained-scale", stem="A scale, answered", is_scored=False, first=[chosen])


def asked_samples() -> list[SimpleNamespace]:
    """Return a question of each kind beside the plain one, before its answer."""
    return [_order(), _match(), _groups(), _short(), _number(), _scale(), _hunt(), _justified(), hotspot()]


def explained_samples() -> list[SimpleNamespace]:
    """Return questions after their answers."""
    return [
        _explained_order(),
        _explained_groups(),
        _explained_short(),
        _explained_hunt(),
        _explained_scale(),
        explained_hotspot(),
    ]
