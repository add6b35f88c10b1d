"""`./run pictures`: takes the README's three pictures anew, from a demo of its own."""

import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import CHROMIUM, FLAGS
from tests.journeys.answers import answer_question
from tests.journeys.people import sign_in_demo
from tests.journeys.site import PASSWORD, ROOT, Site

FOLDER = ROOT / "lms" / "docs" / "pictures"
PHONE, DESK = {"width": 360, "height": 700}, {"width": 1100, "height": 700}


def lesson(page: Page) -> None:
    """A lesson on a phone, its first question answered wrongly and explained."""
    page.goto("/courses/common-core/core-02/")
    question = page.locator("section.question").first
    answer_question(question, right=False)
    question.get_by_role("button", name="Send answer").click()
    question.locator(".feedback__verdict").wait_for()
    question.scroll_into_view_if_needed()
    question.evaluate("(section) => section.scrollIntoView({block: 'start', behavior: 'instant'})")


def figures(page: Page) -> None:
    """A number on which sources disagree: each claim on one line, with source and date."""
    page.goto("/figures/uz-total-435-table/")
    page.locator("main svg").first.evaluate(
        "(drawing) => drawing.closest('figure').scrollIntoView({block: 'start', behavior: 'instant'})"
    )


def coordination(page: Page) -> None:
    """Where in a country people are missing, as tiles."""
    page.goto("/coordination/tiles/?profession=psychologist&competency=evidence-literacy")


PICTURES = [
    ("lesson", "practitioner", PHONE, lesson),
    ("figures", "practitioner", PHONE, figures),
    ("coordination", "coordinator", DESK, coordination),
]


def take(browser: Browser, site, name: str, role: str, viewport: dict, walk) -> None:
    """Walk to the page as a demo person and save what the screen shows."""
    context = browser.new_context(
        base_url=site.address, viewport=viewport, device_scale_factor=2, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in_demo(page, role)
    walk(page)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    # 256 colours are enough for paper and ink, and a quarter of the bytes.
    shot.quantize(256).save(FOLDER / f"{name}.png", optimize=True)
    context.close()


def fresh_demo(folder: Path) -> Site:
    """Load a demo into a folder of its own and serve it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "HAMROH_DEMO_PASSWORD": PASSWORD,
        "HAMROH_VAR": str(folder),
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }
    site = Site(var=folder, environment=environment)
    site.manage("demo")
    site.start()
    return site


def main() -> None:
    """Start a demo, take the pictures, stop it."""
    if CHROMIUM is None:
        sys.exit("Pictures need Chromium. On Debian and Ubuntu: apt install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hamroh-pictures-") as folder, sync_playwright() as playwright:
        site = fresh_demo(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for picture in PICTURES:
                take(browser, site, *picture)
        finally:
            browser.close()
            site.stop()


if __name__ == "__main__":
    main()
