"""The conformance test that every runtime of XBlocks has to pass: every mark it makes is a good one.

In the page and in the sandboxed frame, under the policies that learners' pages really have.
"""

import pytest
from playwright.sync_api import expect

from courses.views import blocks
from tests.block_parts import acid, acid_parent
from tests.courses.activities.conftest import make_stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASIDE = {"acid_aside": {"source": "acid.acid:AcidAside", "handlers": ["check_storage"], "is_aside": True}}
WAIT = 15_000


def play_in(settings, isolation: str) -> None:
    settings.XBLOCKS = {name: {**entry, "isolation": isolation} for name, entry in settings.XBLOCKS.items()}


def marks(page, stage, isolation: str, number: int = 0):
    """Return where the marks of an exercise stand."""
    section = page.locator(f"[id='a-{stage.keys[number]}']")
    section.scroll_into_view_if_needed()
    return section.frame_locator("iframe") if isolation == "frame" else section


def require_all_passed(shown, number: int) -> None:
    """Wait for as many good marks as there are tests, and for nothing else beside them."""
    expect(shown.locator("i.pass")).to_have_count(number, timeout=WAIT)
    expect(shown.locator("i.unknown, i.fail, i.error")).to_have_count(0)


@pytest.mark.parametrize("isolation", ["page", "frame"])
def test_acid_passes_every_test_alone_in_another_block_and_with_an_aside(opened, settings, isolation):
    play_in(settings, isolation)
    stage = make_stage(acid(), acid_parent())

    page = opened(stage.page)

    require_all_passed(marks(page, stage, isolation, 0), 18)
    require_all_passed(marks(page, stage, isolation, 1), 56)

    settings.XBLOCKS = {**settings.XBLOCKS, **ASIDE}
    page.reload()

    require_all_passed(marks(page, stage, isolation, 0), 37)


def test_acid_says_so_where_a_frame_may_not_read_its_files(opened, monkeypatch):
    """The control: with one header taken away, one mark is a bad one."""
    stage = make_stage(acid())
    allowing = blocks._for_frames

    def without_permission_for_files(response):
        allowing(response)
        if "immutable" in response.get("Cache-Control", ""):
            del response["Access-Control-Allow-Origin"]
        return response

    monkeypatch.setattr(blocks, "_for_frames", without_permission_for_files)
    shown = marks(opened(stage.page), stage, "frame")

    expect(shown.locator("i.fail")).to_have_count(1, timeout=WAIT)
    expect(shown.locator("i.pass")).to_have_count(17)
