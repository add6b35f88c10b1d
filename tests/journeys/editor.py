"""What trainers and reviewers do in the editor of the CMS again and again."""

import re

from playwright.sync_api import expect

from tests.journeys.people import sign_in_demo


def add_block(page, name: str, *, within: str = "") -> None:
    """Put another block below the last one of a stream; ``within`` names its panel where a page has two.

    The menu of the block before closes slowly; an option taken from it would go above that block.
    """
    expect(page.locator("[role=option]")).to_have_count(0)
    page.locator(f"{within} .c-sf-add-button").last.click()
    page.locator("[role=option]").filter(has_text=re.compile(rf"^\s*{name}\s*$")).first.click()


def choose(page, button: str, row: str) -> None:
    """Choose a row in the window that a button opens.

    The button by key, for the editor glides while a block unfolds and a click could meet what stood there;
    the row by click, for the window takes the focus once it has unfolded.
    """
    page.get_by_role("button", name=re.compile(button, re.IGNORECASE)).last.press("Enter")
    page.locator(".modal-body a", has_text=row).first.click()
    page.locator(".modal-body").wait_for(state="detached")


def choose_action(page, name: str) -> None:
    """Take one of the actions that stand beside "Save"."""
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name=name).first.click()


def sign(page, text: str) -> None:
    """As the second person, sign what waits on the front page of the CMS."""
    sign_in_demo(page, "reviewer", then="/cms/")
    page.get_by_role("link", name=text).first.click()
    page.get_by_role("button", name=re.compile("Sign and publish")).click()
    page.wait_for_url("**/cms/")
