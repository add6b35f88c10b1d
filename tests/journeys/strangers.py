"""What strangers do with a certificate: check it with a line, and from a page that lies on their phone."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture

SQUARE = """
from lms.certificates.api import award_by_code
print("SQUARE", award_by_code("{code}").square_address)
"""


def square_of(site, code: str) -> str:
    """Return the address in the square of a certificate, which a camera reads and a browser cannot."""
    return site.manage("shell", "--command", SQUARE.format(code=code)).split("SQUARE ")[1].strip()


def read_standing(page, square: str, *, is_withdrawn: bool) -> None:
    """Open the address from a square, and read how the certificate stands."""
    page.goto("about:blank")
    page.goto(square)
    expect(page.locator(".standing")).to_contain_text("Specimen, not valid")
    told = expect(page.locator(".standing"))
    (told.to_contain_text if is_withdrawn else told.not_to_contain_text)("withdrew")


def save_check_page(page, saved: Path) -> None:
    """Go from a certificate over the issuer's keys to the page that needs no line, and save it."""
    page.get_by_role("link", name="Check another code").click()
    page.get_by_role("link", name="The issuer’s keys").click()
    expect(page.get_by_text("Signs since")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "issuer-keys")
    page.get_by_role("link", name="Check without a line").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save this page").click()
    download.value.save_as(saved)


def check_from_the_folder(page, saved: Path, square: str, title: str) -> None:
    """Open the saved page without a line, paste the address by keyboard, and read what it says."""
    page.context.set_offline(True)
    page.goto(saved.as_uri())
    assert_accessible(page)
    check(page, square)
    expect(page.locator("#answer .word")).to_have_text("Specimen, not valid")
    expect(page.locator("#answer [data-fill=title]")).to_have_text(title)
    assert_accessible(page)
    keep_picture(page, "check-alone")
    check(page, square[:-20] + ("A" if square[-20] != "A" else "B") + square[-19:])
    expect(page.locator("#answer .word")).to_have_text("Not genuine")


def check(page, address: str) -> None:
    """Let the page that needs no line check an address."""
    page.get_by_label("Address from the square").fill(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
