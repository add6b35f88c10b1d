"""A trainer writes one more case: evidence that disagrees, a drawing, checks, a signature, a reader."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.courses.content.writing import ANSWERS
from tests.journeys.editor import add_block, choose, choose_action
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
BODY = "#panel-child-content-body-section"
TITLE = "The gate book"
QUESTION = "How many people came in the first week?"
FIGURES = {
    "gate-book-41": ("41", "The gate book counts 41 people in the first week."),
    "gate-book-38": ("38", "Its own summary counts 38 people in the first week."),
}
FIRST_TRY = "You open the book. The headline spoke of Jihad widows. It says 41 came, and 12 of them stayed."
MENDED = "You open the book. It says 41 came, its summary says 38, and 12 of them stayed."


def test_a_trainer_brings_a_case_from_its_evidence_to_a_reader_on_a_phone(visitor):
    trainer = visitor(size="desk")
    sign_in_demo(trainer, "trainer", then="/cms/")
    write_evidence(trainer)
    upload_drawing(trainer)
    write_case(trainer)
    meet_the_checks(trainer)
    hand_in(trainer)

    reviewer = visitor(size="desk")
    sign_in_demo(reviewer, "reviewer", then="/cms/")
    for _figure, statement in FIGURES.values():
        sign(reviewer, statement)
    sign(reviewer, QUESTION)
    sign(reviewer, TITLE, reason="The twelve are the author’s own count; everything in it is invented.")

    read_on_a_phone(visitor(size="phone", touch=True))


# --- the evidence and the picture --------------------------------------------------------------------


def write_evidence(page: Page) -> None:
    """Write a source, two facts with different numbers and their disagreement; hand in what is signed."""
    page.goto("/cms/snippets/courses/source/add/")
    fill(
        page,
        short="Gate book 2021",
        title="Gate book of an invented town",
        as_of="June 2021",
        code="gate-book",
    )
    save(page)
    for code, (value, statement) in FIGURES.items():
        page.goto("/cms/snippets/courses/fact/add/")
        fill(page, statement=statement, value_text=value, unit="people", date_text="June 2021", code=code)
        pick(page, kind="stated as fact", confidence="supported once", country="the whole region")
        choose(page, "Choose source", "Gate book 2021")
        save(page)
        hand_in(page)
    page.goto("/cms/snippets/courses/conflictset/add/")
    fill(
        page,
        title=QUESTION,
        explanation="The summary was written before the week was over.",
        kind="contradiction",
    )
    fill(page, show="41 in the gate book, 38 in its summary, June 2021.", code="gate-first-week")
    for number, (code, (value, _statement)) in enumerate(FIGURES.items()):
        page.get_by_role("button", name="Add Position").click()
        fill(page, **{f"positions-{number}-says": value, f"positions-{number}-facts": code})
    save(page)
    hand_in(page)


def upload_drawing(page: Page) -> None:
    """Upload a drawing with where it comes from, its licence and its words."""
    drawn = Image.new("RGB", (900, 600), (240, 230, 210))
    ImageDraw.Draw(drawn).rectangle((300, 200, 600, 600), fill=(90, 120, 90))
    file = BytesIO()
    drawn.save(file, "PNG")
    page.goto("/cms/images/add/")
    page.locator("main [name=kind][value=drawing]").check()
    page.locator("[name=file]").set_input_files(
        {"name": "gate.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    fill(page, title="A gate, drawn", origin="Drawn for this case", description="A green gate in a wall.")
    pick(page, licence="Made for this site; the rights are ours")
    page.get_by_role("button", name="Upload").last.click()
    expect(page.locator(".messages .success")).to_contain_text("A gate, drawn")


# --- the case ----------------------------------------------------------------------------------------


def write_case(page: Page) -> None:
    """Write a case with a text, the drawing and the disagreement, all in its body."""
    page.goto("/cms/case-library/")
    library = page.url.rstrip("/").rpartition("/")[2]
    page.goto(f"/cms/pages/add/casestudies/casestudypage/{library}/")
    fill(
        page,
        title=TITLE,
        summary="Two pages count one week at a gate.",
        period="June 2021",
        first_year="2021",
    )
    fill(page, setting="A gate in an invented town, for practice.")
    for name, code in (("countries", "KZ"), ("topics", "media"), ("professions", "journalist")):
        page.locator(f"[name={name}][value={code}]").check()
    add_block(page, "Text", within=BODY)
    type_prose(page, FIRST_TRY)
    add_block(page, "Picture", within=BODY)
    choose(page, "Choose an image", "A gate, drawn")
    add_block(page, "Sources that disagree", within=BODY)
    # The newest stands first; the others are found by a word.
    choose(page, "Choose disagreement", QUESTION)
    save(page)


def meet_the_checks(page: Page) -> None:
    """Read the marks beside the editor, mend two of them, and leave the number that no fact says."""
    page.locator("[data-side-panel-toggle=checks][aria-expanded=false]").first.click()
    marks = page.locator("[data-side-panel=checks]")
    expect(marks).to_contain_text("Jihad widows")
    expect(marks).to_contain_text("The fact on this page that says 41 is not published yet.")
    expect(marks).to_contain_text("No fact on this page says 12.")
    expect(marks).to_contain_text("A reader who does not see this picture is told nothing.")
    keep_picture(page, "new-case-checks")
    type_prose(page, MENDED)
    fill(page, **{"body-1-value-alt": "A green gate, closed, in a wall."})
    save(page)
    # A panel that was opened stays open.
    expect(marks).to_be_visible()
    expect(marks).to_contain_text("No fact on this page says 12.")
    expect(marks).not_to_contain_text("Jihad widows")
    expect(marks).not_to_contain_text("is told nothing")


def type_prose(page: Page, text: str) -> None:
    """Write the case's first text anew, and wait until the form has it: the editor hands it over later."""
    page.locator(f"{BODY} [contenteditable=true]").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(text)))


# --- the second person and the reader ----------------------------------------------------------------


def sign(page: Page, text: str, reason: str = "") -> None:
    """Sign what waits under this name on the front page of the CMS, with answers where they are asked."""
    page.goto("/cms/")
    page.get_by_role("link", name=f"Read and sign {text}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)
    if reason:
        # The facts are signed by now: of the numbers only the one that nobody vouches for is left.
        expect(page.locator("main")).to_contain_text("No fact on this page says 12.")
        expect(page.locator("main")).not_to_contain_text("not published yet")
        fill(page, **ANSWERS, reason=reason)
        keep_picture(page, "new-case-signature")
    page.get_by_role("button", name="Sign and publish").click()
    page.wait_for_url("**/cms/")
    expect(page.locator(".messages .success")).to_be_visible()


def read_on_a_phone(page: Page) -> None:
    """Find the case by its words, and see both figures, their sources and the drawing."""
    seen = watch(page)
    page.goto("/courses/?q=gate+book")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url("**/cases/studies/the-gate-book/")
    disagreement = page.locator(".conflict", has_text=QUESTION)
    for value, _statement in FIGURES.values():
        expect(disagreement).to_contain_text(value)
    expect(disagreement.get_by_role("link", name="Gate book 2021").first).to_be_visible()
    drawing = page.get_by_role("img", name="A green gate, closed, in a wall.")
    drawing.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.picture img').naturalWidth > 0")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    keep_picture(page, "new-case-phone")
    assert seen == []


# --- hands -------------------------------------------------------------------------------------------


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"main [name={name}]").fill(text)


def pick(page: Page, **labels: str) -> None:
    for name, label in labels.items():
        page.locator(f"main [name={name}]").select_option(label=label)


def save(page: Page) -> None:
    with next_page(page):
        page.locator("main button.action-save, main button[type=submit].button").first.click()


def hand_in(page: Page) -> None:
    with next_page(page):
        choose_action(page, "Submit to Second person")
    expect(page.locator(".messages .success")).to_contain_text("submitted")


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """Wait until what is done here has brought a new page that says it succeeded, not the one before."""
    page.evaluate("() => document.body.classList.add('is-left')")
    yield
    expect(page.locator("body:not(.is-left) .messages .success")).to_be_visible()
