"""Visitors browse, read, compare, cite and print cases; a trainer writes one and a second person signs it."""

import re

import pytest
from playwright.sync_api import expect

from tests.courses.content.writing import ANSWERS
from tests.journeys.hands import Finger, Keyboard
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo
from tests.journeys.test_workshop import choose_action

pytestmark = pytest.mark.browser
ZHUSAN = "/cases/studies/kz-operation-zhusan/"


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_visitor_finds_reads_compares_and_prints_a_case(visitor, size):
    page = visitor(size=size, touch=size == "phone", still=True)
    hand = Finger(page) if size == "phone" else Keyboard(page)
    seen = watch(page)
    page.goto("/")
    hand.press("section a[href='/cases/']")
    page.wait_for_url("**/cases/")
    hand.press(".tile[href^='?country=KZ']")
    page.wait_for_url("**country=KZ**")
    expect(page.get_by_role("status")).to_contain_text("case studies")
    narrow(page, hand)
    hand.press(f".card a[href='{ZHUSAN}']")
    page.wait_for_url(f"**{ZHUSAN}")
    read(page, hand)
    compare(page, hand)
    page.goto(ZHUSAN)
    hand.press("a[href$='/print/']")
    page.wait_for_url("**/print/")
    expect(page.get_by_role("heading", name="For a group")).to_be_attached()
    assert seen == []


def narrow(page, hand) -> None:
    """Choose a practice from the list, let the country go, and stay with what is left."""
    hand.press("form[role=search] summary")
    hand.pick("#practice", line_that_begins(page, "#practice", "flights home"))
    hand.press("form[role=search] .button")
    page.wait_for_url("**practice=flights-home**")
    hand.press(".chosen a >> nth=0" if isinstance(hand, Finger) else ".chosen a")
    page.wait_for_url(re.compile(r"\?practice=flights-home#studies$"))


def line_that_begins(page, selector: str, beginning: str) -> str:
    lines = page.locator(f"{selector} option").all_inner_texts()
    return next(line for line in lines if line.startswith(beginning))


def read(page, hand) -> None:
    """Follow a note, open what a profession can take along, and find the line to cite by."""
    hand.press(".ref")
    page.wait_for_url("**#note-**")
    expect(page.locator(".notes li:target")).to_be_visible()
    hand.press(".take summary")
    expect(page.locator(".take[open] p").first).to_be_visible()
    expect(page.locator(".cite")).to_contain_text(ZHUSAN)
    expect(page.locator(".cite")).to_contain_text("case library, edition of")


def compare(page, hand) -> None:
    """Lay two cases side by side by choosing them from the lists."""
    page.goto("/cases/compare/")
    for name, title in (("a", "Keep January free"), ("b", "School does not wait")):
        hand.pick(f"#{name}", line_that_begins(page, f"#{name}", title))
    hand.press(".pair-form .button")
    page.wait_for_url("**a=kz-operation-zhusan&b=uz-mobile-classes")
    expect(page.locator(".aspect")).to_have_count(15)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_pages_of_the_library_are_accessible(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    for number, path in enumerate(
        [
            "/cases/",
            "/cases/?country=KZ&q=zzz",
            ZHUSAN,
            "/ru" + ZHUSAN,
            ZHUSAN + "print/",
            "/cases/compare/",
            "/cases/compare/?a=kz-operation-zhusan&b=uz-mobile-classes",
            "/cases/timeline/",
            "/cases/play/",
        ]
    ):
        assert page.goto(path).status == 200
        assert_accessible(page)
        keep_picture(page, f"library-{number}-{size}-{'dark' if dark else 'light'}")
    assert seen == []


def test_the_library_works_without_scripts(visitor):
    page = visitor(scripts=False)
    page.goto("/cases/")
    all_of_them = page.locator(".card").count()
    page.goto("/cases/?topic=school")
    assert 0 < page.locator(".card").count() < all_of_them
    page.get_by_role("link", name="See all case studies").first.click()
    page.wait_for_url("**/cases/#studies")
    page.goto("/cases/compare/?a=media-faces-or-blur")
    page.get_by_label("Second").select_option("kz-operation-zhusan")
    page.get_by_role("button", name="Lay side by side").click()
    expect(page.locator(".aspect").first).to_be_visible()


# --- the trainer -------------------------------------------------------------------------------------


def test_a_trainer_writes_a_case_with_figures_that_disagree_and_a_second_person_signs_it(visitor):
    trainer = visitor(size="desk")
    sign_in_demo(trainer, "trainer", then="/cms/")
    trainer.goto("/cms/case-library/")
    library = trainer.url.rstrip("/").rpartition("/")[2]
    trainer.goto(f"/cms/pages/add/casestudies/casestudypage/{library}/")
    fill_in(trainer)
    place_disagreement(trainer)
    trainer.locator("button.action-save").first.click()
    trainer.locator(".messages .success").wait_for()
    expect(trainer.locator("main")).to_contain_text("Nothing is said yet to")
    keep_picture(trainer, "study-written")
    choose_action(trainer, "Submit to Second person")
    trainer.wait_for_url(re.compile("/cms/pages/"))

    reviewer = visitor(size="desk")
    sign_in_demo(reviewer, "reviewer", then="/cms/")
    reviewer.get_by_role("link", name="The bus that came twice").first.click()
    for question, answer in ANSWERS.items():
        reviewer.locator(f"[name={question}]").fill(answer)
    if reviewer.locator("[name=reason]").count():
        reviewer.locator("[name=reason]").fill("Everything in it is invented.")
    reviewer.get_by_role("button", name=re.compile("Sign and publish")).click()
    reviewer.wait_for_url("**/cms/")

    page = visitor()
    page.goto("/cases/?q=bus that came")
    page.get_by_role("link", name="The bus that came twice").click()
    page.wait_for_url("**/cases/studies/the-bus-that-came-twice/")
    expect(page.locator(".conflict")).to_contain_text("Why they may differ")
    assert_accessible(page)


def fill_in(page) -> None:
    """Write what every case study needs."""
    texts = {
        "title": "The bus that came twice",
        "summary": "Two papers count one bus.",
        "period": "2019",
        "first_year": "2019",
        "setting": "An invented town, for practice.",
    }
    for name, text in texts.items():
        page.locator(f"[name={name}]").fill(text)
    for name, code in (("countries", "KZ"), ("topics", "media"), ("professions", "journalist")):
        page.locator(f"[name={name}][value={code}]").check()


def place_disagreement(page) -> None:
    """Put a disagreement of the register into the list of sources that disagree."""
    page.locator("#panel-child-content-conflicts-section .c-sf-add-button").first.click()
    page.get_by_role("button", name=re.compile("Choose disagreement", re.IGNORECASE)).click()
    page.locator(".modal-body a", has_text="Kazakhstan").first.click()
    page.locator(".modal-body").wait_for(state="detached")
