"""A reader who doubts a figure finds who says otherwise: by keyboard, on a phone, in light and dark."""

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch

pytestmark = pytest.mark.browser


def test_a_doubted_figure_is_looked_up_by_keyboard_alone(visitor):
    page = visitor(size="desk")
    page.goto("/figures/")
    tab_to(page, "#q")
    page.keyboard.type("printed total")
    page.keyboard.press("Tab")
    tab_to(page, "#disagree")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**disagree=yes**")
    tab_to(page, "#uz-total-435-table h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/uz-total-435-table/")
    drawing = page.get_by_role("img", name="Claims on one line")
    expect(drawing).to_have_count(1)
    expect(page.locator(".claims")).to_contain_text("535")
    tab_to(page, "main li a[href^='/courses/']")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_register_and_its_drawings_are_accessible(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    for number, path in enumerate(
        [
            "/figures/?disagree=yes",
            "/figures/?q=zzz",
            "/figures/uz-total-435-text/",
            "/figures/kz-law-up-to-7-years/",
            "/ru/figures/tj-84-oroz/",
            "/gallery/",
        ]
    ):
        assert page.goto(path).status == 200
        assert_accessible(page)
        keep_picture(page, f"figures-{number}-{size}-{'dark' if dark else 'light'}")
    assert seen == []


def test_the_register_works_without_scripts(visitor):
    page = visitor(scripts=False)
    page.goto("/figures/")
    page.get_by_label("Words").fill("boarding schools")
    page.get_by_label("Country").select_option("TJ")
    page.get_by_role("button", name="Show").click()

    expect(page.locator("article.claim").first).to_be_attached()
    expect(page.get_by_label("Words")).to_have_value("boarding schools")
    expect(page.get_by_label("Country")).to_have_value("TJ")
