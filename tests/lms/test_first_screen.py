"""The style that travels inside every page: allowed by its hash, small, and enough to read by."""

import gzip
import hashlib
import re
from base64 import b64encode

import pytest
from django.conf import settings
from django.urls import reverse

CSS = settings.BASE_DIR / "lms" / "static" / "css"
JS = settings.BASE_DIR / "lms" / "static" / "js"


def weight(text: bytes) -> int:
    """Bytes on the line."""
    return len(gzip.compress(text, 6))


@pytest.mark.django_db
def test_the_style_inside_a_page_is_the_one_its_policy_allows(client):
    page = client.get(reverse("about"))

    inside = re.search(r"<style>(.*?)</style>", page.content.decode(), re.DOTALL).group(1)
    digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_no_page_writes_styles_into_its_elements(client):
    page = client.get(reverse("home")).content.decode()

    assert page.count("<style") == 1
    assert " style=" not in page


def test_all_script_and_style_of_a_lesson_stay_within_their_budget():
    from django.contrib.staticfiles.finders import find

    with open(find("django_htmx/htmx-2.min.js"), "rb") as library:
        htmx = weight(library.read())
    # A lesson that explains words brings the last of these.
    ours = [CSS / "critical.css", CSS / "site.css", JS / "keep_answers.js", JS / "terms.js"]

    assert htmx + sum(weight(file.read_bytes()) for file in ours) <= 25 * 1024


def test_the_style_of_the_first_screen_leaves_a_lesson_its_room():
    # 14 KB for the page and this; a lesson of nine minutes weighs up to nine.
    assert weight((CSS / "critical.css").read_bytes()) <= 3 * 1024


@pytest.mark.parametrize(
    "sheet", ["critical.css", "site.css", "pages.css", "glossary.css", "certificates.css"]
)
def test_every_colour_and_size_a_sheet_asks_for_is_defined(sheet):
    everything = "".join((CSS / name).read_text("utf-8") for name in {"critical.css", "site.css", sheet})
    defined = set(re.findall(r"(--[a-z-]+):", everything))

    used = set(re.findall(r"var\((--[a-z-]+)\)", (CSS / sheet).read_text("utf-8")))
    assert used <= defined
