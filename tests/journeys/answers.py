"""What a learner who has understood the library would answer, read from its files."""

from pathlib import Path

import yaml

LIBRARY = Path(__file__).resolve().parent.parent.parent / "lms" / "library"


def _questions() -> dict[str, dict]:
    found = {}
    for path in LIBRARY.glob("*/questions/*.yaml"):
        if len(path.suffixes) == 1:
            for question in yaml.safe_load(path.read_text(encoding="utf-8")):
                found[question.get("stem") or question["statement"]] = question
    return found


QUESTIONS = _questions()


def answer_question(question, *, right: bool) -> None:
    """Answer one question on the page, by its labels: as the library has it, or surely wrong."""
    known = QUESTIONS[question.locator(".question__stem").first.inner_text().strip()]
    if known["type"] in ARRANGED_OR_WRITTEN:
        ARRANGED_OR_WRITTEN[known["type"]](question, known, right)
        return
    if known["type"] == "true_false":
        verdict = known["answer"] if right else not known["answer"]
        question.get_by_label("True" if verdict else "False", exact=True).check()
    if known["type"] == "justify":
        reason = next(each["text"] for each in known["reasons"] if each["right"] is right)
        question.get_by_label(reason, exact=True).check()
    wanted = [choice["text"] for choice in known["choices"] if choice["right"] is right]
    if known["type"] != "multiple":
        wanted = wanted[:1]
    for text in wanted:
        # A click and no look afterwards: who is signed out is led to the door by the first answer.
        question.get_by_label(text, exact=True).click()


def put_in_order(question, known: dict, right: bool) -> None:
    """Give every step its place, from the last to the first when it is to be wrong."""
    steps = known["choices"] if right else known["choices"][::-1]
    for place, step in enumerate(steps, 1):
        question.get_by_label(step["text"], exact=True).select_option(label=str(place))


def match(question, known: dict, right: bool) -> None:
    """Give everything its partner, or one that belongs to something else."""
    partners = [choice["match"] for choice in known["choices"]]
    chosen = partners if right else partners[1:] + partners[:1]
    for choice, partner in zip(known["choices"], chosen, strict=True):
        question.get_by_label(choice["text"], exact=True).select_option(label=partner)


def write(question, known: dict, right: bool) -> None:
    """Write the first accepted answer, or one that nobody foresaw."""
    accepted = next(choice["text"] for choice in known["choices"] if choice["right"])
    line = question.locator("input.answer")
    line.fill(str(accepted) if right else "nobody foresaw this")
    line.blur()


def sort(question, known: dict, right: bool) -> None:
    """Put everything into its group, or into another."""
    groups = list(dict.fromkeys(choice["group"] for choice in known["choices"]))
    for choice in known["choices"]:
        group = choice["group"] if right else next(each for each in groups if each != choice["group"])
        thing = question.get_by_role("group", name=choice["text"], exact=True)
        thing.get_by_label(group, exact=True).check()


def write_number(question, known: dict, right: bool) -> None:
    """Write the right number, or one far from every value."""
    value = next(choice["text"] for choice in known["choices"] if choice["right"])
    line = question.locator("input.answer")
    line.fill(str(value) if right else "987654")
    line.blur()


def find_errors(question, known: dict, right: bool) -> None:
    """Tick the passages that hold an error, or the sound ones."""
    for choice in known["choices"]:
        if ("better" in choice) is right:
            question.get_by_label(choice["text"], exact=True).check()


def find_places(question, known: dict, right: bool) -> None:
    """Tick the places that are right, or the others; a box is named by its number and its words."""
    for choice in known["choices"]:
        if choice["right"] is right:
            question.locator(".choice", has_text=choice["text"]).get_by_role("checkbox").check()


def take_a_point(question, known: dict, right: bool) -> None:
    """Choose a point of a scale; none is right or wrong."""
    question.get_by_label(known["choices"][0]["text"], exact=True).check()


ARRANGED_OR_WRITTEN = {
    "order": put_in_order,
    "match": match,
    "groups": sort,
    "short": write,
    "numeric": write_number,
    "error_hunt": find_errors,
    "hotspot": find_places,
    "rating": take_a_point,
}
