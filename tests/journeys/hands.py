"""Two ways to use a page: keys alone, or a finger alone. Both know the same verbs, so one walk serves both.

Places on a page are named by CSS selectors; where several fit, a hand takes the first it comes to.
"""

import json

from playwright.sync_api import expect

from tests.journeys.answers import QUESTIONS
from tests.journeys.focus import tab_to


class Keyboard:
    """Tab, Shift and Tab, arrows, Space, Enter and letters. Nothing is clicked."""

    def __init__(self, page):
        self.page = page

    def arrive(self) -> None:
        """Go past the menus of a page that has just come, by its skip link; some pages begin in a field."""
        if not self.page.evaluate("document.activeElement === document.body"):
            return
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.matches('.skip')"), self.page.url
        self.page.keyboard.press("Enter")

    def go_to(self, selector: str) -> None:
        """Go on to something with Tab, and see that the focus shows there."""
        tab_to(self.page, selector)
        assert_in_sight(self.page)

    def press(self, selector: str, times: int = 1) -> None:
        """Press a button, or follow a link."""
        self.go_to(selector)
        for _ in range(times):
            self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str) -> None:
        """Write into an empty field; some pages begin in it."""
        if not self.page.evaluate(f"document.activeElement.matches({quoted(selector)})"):
            self.go_to(selector)
        self.page.keyboard.type(text)

    def tick(self, selector: str) -> None:
        """Tick a box."""
        self.go_to(selector)
        self.page.keyboard.press("Space")

    def choose(self, selector: str) -> None:
        """Choose one of several: the group is one stop, the arrows move in it, and Space takes the first."""
        group = self.page.locator(selector).get_attribute("name")
        self.go_to(f"input[name={quoted(group)}]")
        wanted = f"document.activeElement.matches({quoted(selector)})"
        if self.page.evaluate(wanted):
            self.page.keyboard.press("Space")
        for _ in range(self.page.locator(f"input[name={quoted(group)}]").count()):
            if self.page.evaluate(wanted):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{selector} is not reached by the arrows on {self.page.url}")

    def pick(self, selector: str, label: str) -> None:
        """Pick a line of a closed list."""
        self.go_to(selector)
        for _ in range(line_of(self.page, selector, label)):
            self.page.keyboard.press("ArrowDown")


def assert_in_sight(page) -> None:
    """Something of the focused element, or of its label, stands in the window with nothing over it."""
    seen = page.evaluate(
        """() => {
            const focused = document.activeElement;
            const whole = focused.closest("label") ?? focused;
            const [box] = whole.getClientRects();
            return [0.25, 0.5, 0.75].some((part) => {
                const met = document.elementFromPoint(box.x + box.width * part, box.y + box.height * part);
                return met && (whole.contains(met) || met.contains(whole));
            });
        }"""
    )
    assert seen, f"out of sight: {page.evaluate('document.activeElement.outerHTML.slice(0, 200)')}"


class Finger:
    """Taps, and what a phone's own keyboard and lists send. There is no mouse and no Tab."""

    def __init__(self, page):
        self.page = page

    def arrive(self) -> None:
        """A finger goes to what it sees."""

    def press(self, selector: str, times: int = 1) -> None:
        """Tap a button or a link."""
        for _ in range(times):
            self.page.locator(selector).first.tap()

    def write(self, selector: str, text: str) -> None:
        """Tap a field and write into it, as a phone's keyboard does: whole words, no keys."""
        self.page.locator(selector).first.tap()
        self.page.keyboard.insert_text(text)

    def tick(self, selector: str) -> None:
        """Tap the words beside a box."""
        self.page.locator(f"label:has({selector})").first.tap()
        expect(self.page.locator(selector)).to_be_checked()

    choose = tick

    def pick(self, selector: str, label: str) -> None:
        """Pick from the list that the phone lays over the page; only the page's side of it is seen."""
        self.page.locator(selector).select_option(index=line_of(self.page, selector, label))


def quoted(text: str) -> str:
    """Return a text as CSS and JavaScript quote it."""
    return json.dumps(text, ensure_ascii=False)


def line_of(page, selector: str, label: str) -> int:
    """Return the number of a line in a list, from 0, found by what it says."""
    lines = page.locator(f"{selector} option").all_inner_texts()
    return [" ".join(line.split()) for line in lines].index(" ".join(label.split()))


# --- Questions ----------------------------------------------------------------------------------


def answer(hand, question) -> None:
    """Answer one question as the library has it, whatever its kind."""
    known = QUESTIONS[question.locator(".question__stem").first.inner_text().strip()]
    ANSWERS[known["type"]](hand, question, known)


def answer_choices(hand, question, known: dict) -> None:
    """Tick everything that is right, or choose the one that is."""
    take = hand.tick if known["type"] == "multiple" else hand.choose
    fields = fields_of(question)
    for choice in known["choices"]:
        if choice["right"]:
            take(fields[choice["text"]])


def answer_true_false(hand, question, known: dict) -> None:
    """Say whether it is true, then why."""
    hand.choose(fields_of(question)["True" if known["answer"] else "False"])
    answer_choices(hand, question, known)


def answer_order(hand, question, known: dict) -> None:
    """Move every step up to its place with its button."""
    for place, step in enumerate(known["choices"]):
        lines = [line.strip() for line in question.locator("[data-arrange] label").all_inner_texts()]
        if (up := lines.index(step["text"]) - place) > 0:
            hand.press(f"[aria-label={quoted('Move up: ' + step['text'])}]", times=up)


def answer_match(hand, question, known: dict) -> None:
    """Pick the partner of every line."""
    fields = fields_of(question)
    for choice in known["choices"]:
        hand.pick(fields[choice["text"]], choice["match"])


def answer_groups(hand, question, known: dict) -> None:
    """Put everything into its group."""
    for choice in known["choices"]:
        thing = question.get_by_role("group", name=choice["text"], exact=True)
        hand.choose(fields_of(thing)[choice["group"]])


def answer_errors(hand, question, known: dict) -> None:
    """Tick the passages that hold an error."""
    fields = fields_of(question)
    for passage in known["choices"]:
        if "better" in passage:
            hand.tick(fields[passage["text"]])


def answer_spots(hand, question, known: dict) -> None:
    """Tick the places that are right, in the list below the picture; there each has its number first."""
    fields = {words.lstrip("0123456789 \n"): field for words, field in fields_of(question).items()}
    for choice in known["choices"]:
        if choice["right"]:
            hand.tick(fields[choice["text"]])


def answer_scale(hand, question, known: dict) -> None:
    """Choose a point; none is right or wrong."""
    hand.choose(fields_of(question)[known["choices"][-1]["text"]])


def answer_and_justify(hand, question, known: dict) -> None:
    """Choose what is right, then the reason that carries it."""
    answer_choices(hand, question, known)
    hand.choose(fields_of(question)[next(each["text"] for each in known["reasons"] if each["right"])])


def answer_short(hand, question, known: dict) -> None:
    """Write the first answer that is taken for right."""
    accepted = next(choice["text"] for choice in known["choices"] if choice["right"])
    hand.write(f"#{question.locator('input.answer').get_attribute('id')}", str(accepted))


ANSWERS = {
    "single": answer_choices,
    "multiple": answer_choices,
    "true_false": answer_true_false,
    "order": answer_order,
    "match": answer_match,
    "groups": answer_groups,
    "short": answer_short,
    "numeric": answer_short,
    "error_hunt": answer_errors,
    "hotspot": answer_spots,
    "rating": answer_scale,
    "justify": answer_and_justify,
}


def walk_case(hand) -> None:
    """Take the last choice at every turning point of the case on the page, and look back at the way."""
    page = hand.page
    while (choices := page.locator("section.case input[name=choice]")).count():
        hand.choose(f"input[name=choice][value={quoted(choices.last.get_attribute('value'))}]")
        way = page.locator(".case__form [name=way]").input_value()
        hand.press(".case__form .button")
        page.locator(
            f".case:not(:has(.case__form [name=way][value={quoted(way)}])) .case__came:focus"
        ).wait_for()
    hand.press(".case__form .button")
    page.locator(".case:has(.way) .case__came:focus").wait_for()


# The first choice of each group of an exercise, and the first box of all, in the order of the page.
FIRST_OF_EACH = """all => all
    .filter(({ name, type }, place) => place === all.findIndex(
        (other) => type === "checkbox" ? other.type === type : other.name === name
    ))
    .map(({ name, type, value }) => [`input[name="${name}"][value="${value}"]`, type === "checkbox"])"""


def play_exercise(hand) -> None:
    """Take the first choice of every group of the exercise on the page, move by move, up to its end."""
    page = hand.page
    page.locator("[data-block-ready]").first.wait_for()
    while not page.locator(".hx-verdict").count():
        for selector, is_box in page.locator(".hx-form input:not([type=hidden])").evaluate_all(FIRST_OF_EACH):
            (hand.tick if is_box else hand.choose)(selector)
        move = page.locator(".hx-form [name=move]").input_value()
        hand.press(".hx-form .button")
        page.locator(f".hx-form [name=move]:not([value={quoted(move)}])").wait_for(state="attached")
        page.locator(".hx-stage [data-focus]:focus").wait_for()


def fields_of(question) -> dict[str, str]:
    """Return a selector for every field of a question, by the words of its label."""
    return question.evaluate(
        """question => Object.fromEntries(
            [...question.querySelectorAll("label")].map(({ innerText, control: { id, name, value } }) => [
                innerText.trim(),
                id ? `[id="${id}"]` : `input[name="${name}"][value="${value}"]`,
            ])
        )"""
    )
