"""What an author should mend in a question. Problems keep it from being published, doubts do not."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import chain

from assessments.rules.grading import LONGEST_TEXT
from assessments.rules.numbers import overlap
from assessments.rules.scene import HEIGHTS, MOST_SPOTS, WIDTHS, Area, scene_faults

CATCH_ALL = re.compile(
    r"\b(all|none|both|any|neither) of (the )?(above|these|them)\b"
    r"|\bвс[её] (перечисленн|вышеперечисленн|вышеуказанн)\w*",
    re.IGNORECASE,
)
# A right choice this much longer than the next gives itself away.
LONGER_BY = 1.15


class Flaw(Enum):
    """What can be wrong with a question."""

    NO_TEXT = "no text"
    TOO_FEW_CHOICES = "too few choices"
    NONE_RIGHT = "none right"
    SEVERAL_RIGHT = "several right"
    NO_VERDICT = "no verdict"
    SAME_CHOICES = "same choices"
    LONGEST_IS_RIGHT = "longest is right"
    NO_EXPLANATION = "no explanation"
    CATCH_ALL = "catch-all"
    NO_SOURCE = "no source"
    ALL_RIGHT = "all right"
    NO_ANSWER = "no answer"
    SAME_ANSWERS = "same answers"
    LONG_ANSWER = "long answer"
    NO_PLACE = "no place"
    ONE_PLACE = "one place"
    NO_PARTNER = "no partner"
    ONE_PARTNER = "one partner"
    OTHER_BELONGS = "other belongs"
    NO_NUMBER = "no number"
    VALUES_OVERLAP = "values overlap"
    SCALE_IN_POOL = "scale in pool"
    NO_ERROR = "no error"
    FEW_SOUND = "few sound passages"
    NO_BETTER = "no correction"
    FEW_REASONS = "few reasons"
    NOT_ONE_REASON = "not one right reason"
    NOT_ONE_SCENE = "not one picture"
    SCENE_SIZE = "picture too large or small"
    SCENE_SILENT = "picture not told in words"
    NO_AREA = "no area"
    OUTSIDE_SCENE = "outside the picture"
    SPOTS_OVERLAP = "places overlap"
    SMALL_SPOT = "place too small for a finger"
    MANY_SPOTS = "many places"


@dataclass(frozen=True)
class DraftChoice:
    """A choice as an author writes it. ``key`` is what a short answer is compared by, ``value`` a number."""

    text: str
    is_right: bool
    why: str
    place: int | None = None
    match: str = ""
    value: Decimal | None = None
    within: Decimal = Decimal(0)
    better: str = ""
    key: str = ""
    area: Area | None = None


@dataclass(frozen=True)
class DraftScene:
    """A picture as an author lays it out: its size in squares, and what it shows in words."""

    width: int
    height: int
    words: str


@dataclass(frozen=True)
class Draft:
    """A question as an author writes it. ``others`` are partners that belong to nothing."""

    kind: str
    stem: str
    choices: tuple[DraftChoice, ...]
    is_true: bool | None = None
    has_sources: bool = False
    others: tuple[str, ...] = ()
    reasons: tuple[DraftChoice, ...] = ()
    is_in_pool: bool = False
    scenes: tuple[DraftScene, ...] = ()
    things: tuple[Area | None, ...] = ()

    @property
    def is_chosen_from(self) -> bool:
        """Whether the reader chooses what is right, rather than arranging or writing it."""
        return self.kind in ("single", "multiple", "true_false", "justify", "hotspot")


def problems(draft: Draft) -> list[Flaw]:
    """Return what keeps a question from being published."""
    written = [choice.text for choice in (*draft.choices, *draft.reasons)]
    texts = [_same_words(text) for text in (*written, *draft.others)]
    found = [
        (Flaw.NO_TEXT, not draft.stem.strip() or not all(texts)),
        *_PROBLEMS.get(draft.kind, _choice_problems)(draft),
    ]
    return list(dict.fromkeys(flaw for flaw, is_there in found if is_there))


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _list_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    texts = {_same_words(choice.text) for choice in draft.choices}
    return [
        (Flaw.TOO_FEW_CHOICES, len(draft.choices) < 2),
        (Flaw.SAME_CHOICES, len(texts) < len(draft.choices)),
    ]


def _choice_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    right = sum(choice.is_right for choice in draft.choices)
    return [
        *_list_problems(draft),
        (Flaw.NONE_RIGHT, right == 0),
        (Flaw.SEVERAL_RIGHT, right > 1 and draft.kind not in ("multiple", "hotspot")),
        (Flaw.NO_VERDICT, draft.kind == "true_false" and draft.is_true is None),
    ]


def _order_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    places = [choice.place for choice in draft.choices]
    return [
        *_list_problems(draft),
        (Flaw.NO_PLACE, not all(places)),
        (Flaw.ONE_PLACE, all(places) and len(places) > 1 and len(set(places)) < 2),
    ]


def _match_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    partners = [_same_words(choice.match) for choice in draft.choices]
    others = {_same_words(other) for other in draft.others}
    return [
        *_list_problems(draft),
        (Flaw.NO_PARTNER, not all(partners)),
        (Flaw.ONE_PARTNER, all(partners) and len(partners) > 1 and len(set(partners)) < 2),
        (Flaw.OTHER_BELONGS, bool(others & set(partners)) or len(others) < len(draft.others)),
    ]


def _short_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    keys = [choice.key for choice in draft.choices]
    return [
        (Flaw.NO_ANSWER, not any(choice.is_right for choice in draft.choices)),
        (Flaw.NO_TEXT, not all(keys)),
        (Flaw.SAME_ANSWERS, len(set(keys)) < len(keys)),
        (Flaw.LONG_ANSWER, any(len(choice.text) > LONGEST_TEXT for choice in draft.choices)),
    ]


def _numeric_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    values = [(choice.value, choice.within) for choice in draft.choices if choice.value is not None]
    return [
        (Flaw.NO_ANSWER, not any(choice.is_right for choice in draft.choices)),
        (Flaw.NO_NUMBER, len(values) < len(draft.choices)),
        (Flaw.VALUES_OVERLAP, overlap(values)),
    ]


def _scale_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    return [*_list_problems(draft), (Flaw.SCALE_IN_POOL, draft.is_in_pool)]


def _passage_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    errors = [choice for choice in draft.choices if choice.is_right]
    return [
        (Flaw.NO_ERROR, not errors),
        (Flaw.FEW_SOUND, len(errors) * 2 > len(draft.choices)),
        (Flaw.NO_BETTER, not all(error.better.strip() for error in errors)),
    ]


def _justify_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    reasons = [_same_words(reason.text) for reason in draft.reasons]
    return [
        *_choice_problems(draft),
        (Flaw.SAME_CHOICES, len(set(reasons)) < len(reasons)),
        (Flaw.FEW_REASONS, len(reasons) < 2),
        (Flaw.NOT_ONE_REASON, sum(reason.is_right for reason in draft.reasons) != 1),
    ]


def _spot_problems(draft: Draft) -> list[tuple[Flaw, bool]]:
    found = [
        *_choice_problems(draft),
        (Flaw.NOT_ONE_SCENE, len(draft.scenes) != 1),
        (Flaw.MANY_SPOTS, len(draft.choices) > MOST_SPOTS),
    ]
    return found + (_scene_problems(draft, draft.scenes[0]) if len(draft.scenes) == 1 else [])


def _scene_problems(draft: Draft, scene: DraftScene) -> list[tuple[Flaw, bool]]:
    faults = scene_faults(scene.width, scene.height, [choice.area for choice in draft.choices])
    things = [area for area in draft.things if area is not None]
    is_beyond = not all(area.lies_in(scene.width, scene.height) for area in things)
    return [
        (Flaw.SCENE_SIZE, scene.width not in WIDTHS or scene.height not in HEIGHTS),
        (Flaw.SCENE_SILENT, not scene.words.strip()),
        (Flaw.NO_AREA, bool(faults.missing) or len(things) < len(draft.things)),
        (Flaw.OUTSIDE_SCENE, bool(faults.outside) or is_beyond),
        (Flaw.SPOTS_OVERLAP, bool(faults.overlapping)),
        (Flaw.SMALL_SPOT, bool(faults.small)),
    ]


def culprits(draft: Draft, flaw: Flaw) -> list[str]:
    """Return the places on a picture that a flaw is about, in their own words; of other flaws, none."""
    if draft.kind != "hotspot" or len(draft.scenes) != 1:
        return []
    scene = draft.scenes[0]
    faults = scene_faults(scene.width, scene.height, [choice.area for choice in draft.choices])
    numbers = {
        Flaw.NO_AREA: faults.missing,
        Flaw.OUTSIDE_SCENE: faults.outside,
        Flaw.SMALL_SPOT: faults.small,
        Flaw.SPOTS_OVERLAP: tuple(dict.fromkeys(chain.from_iterable(faults.overlapping))),
    }
    return [draft.choices[number].text for number in numbers.get(flaw, ())]


_PROBLEMS = {
    "order": _order_problems,
    "match": _match_problems,
    "groups": _match_problems,
    "short": _short_problems,
    "numeric": _numeric_problems,
    "rating": _scale_problems,
    "error_hunt": _passage_problems,
    "justify": _justify_problems,
    "hotspot": _spot_problems,
}


def doubts(draft: Draft) -> list[Flaw]:
    """Return what an author should look at again."""
    found = [
        (Flaw.LONGEST_IS_RIGHT, _longest_is_right(draft)),
        (Flaw.NO_EXPLANATION, any(not choice.why.strip() for choice in _to_explain(draft))),
        (Flaw.CATCH_ALL, any(CATCH_ALL.search(choice.text) for choice in draft.choices)),
        (Flaw.ALL_RIGHT, _all_are_right(draft)),
        (Flaw.NO_SOURCE, not draft.has_sources),
    ]
    return [flaw for flaw, is_there in found if is_there]


def _to_explain(draft: Draft) -> list[DraftChoice]:
    """Return all choices and reasons; of a text with errors, the errors."""
    if draft.kind == "error_hunt":
        return [choice for choice in draft.choices if choice.is_right]
    return [*draft.choices, *draft.reasons]


def _longest_is_right(draft: Draft) -> bool:
    """Return whether the one right choice is clearly longer than every other."""
    if not draft.is_chosen_from:
        return False
    right = [len(choice.text) for choice in draft.choices if choice.is_right]
    wrong = [len(choice.text) for choice in draft.choices if not choice.is_right]
    return len(right) == 1 and bool(wrong) and right[0] > max(wrong) * LONGER_BY


def _all_are_right(draft: Draft) -> bool:
    return (
        draft.is_chosen_from and len(draft.choices) > 1 and all(choice.is_right for choice in draft.choices)
    )
