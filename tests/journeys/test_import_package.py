"""A trainer takes a course elsewhere, brings it back changed, reads what would come, and waits."""

import hashlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from lms.home.packages.zip_files import zipped
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
CODE, LESSON = "stigma-sensitive-reporting", "lessons/media-03.en.md"
ASK = """
from courses.models import CoursePage, LessonPage
course = CoursePage.objects.get(slug="stigma-sensitive-reporting", locale__language_code="en")
print("COURSE", course.pk, sep="|")
lesson = LessonPage.objects.get(code="media-03", locale__language_code="en")
print("SHOWN", lesson.title, sep="|")
print("DRAFT", lesson.get_latest_revision_as_object().title, sep="|")
"""
# What other journeys on the same site shall not meet.
FORGET = """
from courses.models import LessonPage
lesson = LessonPage.objects.get(code="media-03", locale__language_code="en")
lesson.current_workflow_state.cancel()
lesson.live_revision.publish()
settled = {"latest_revision": lesson.live_revision, "has_unpublished_changes": False}
LessonPage.objects.filter(pk=lesson.pk).update(**settled)
"""


def changed(package: bytes, name: str, old: str, new: str) -> bytes:
    """The package as another site would write it once somebody there had changed a text."""
    with ZipFile(BytesIO(package)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    before, files[name] = files[name], files[name].replace(old.encode(), new.encode(), 1)
    digests = [hashlib.sha256(data).hexdigest().encode() for data in (before, files[name])]
    assert digests[0] != digests[1]
    return zipped(files | {"manifest.yaml": files["manifest.yaml"].replace(*digests)})


def choose(page, package: bytes) -> None:
    page.goto("/cms/packages/import/")
    file = {"name": "course.zip", "mimeType": "application/zip", "buffer": package}
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Look at it first").click()


def told(site) -> dict[str, str]:
    lines = [line.partition("|") for line in site.manage("shell", "-c", ASK).splitlines()]
    return {name: rest for name, _bar, rest in lines}


def test_a_course_leaves_comes_back_changed_and_waits_for_a_second_person(visitor, site):
    page = visitor(size="desk")
    seen = watch(page)
    sign_in_demo(page, "trainer", then="/cms/")
    number = told(site)["COURSE"]
    page.goto(f"/cms/pages/{number}/")
    page.get_by_role("button", name="Actions").first.click()
    with page.expect_download() as leaving:
        page.get_by_role("link", name="Export as a package").click()
    package = Path(leaving.value.path()).read_bytes()

    choose(page, b"PK\x03\x04 broken")
    expect(page.get_by_role("heading", name="This package is refused")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read as a zip")
    hostile = changed(package, LESSON, "\n---\n", "\n---\n<script>alert(1)</script>\n\n")
    choose(page, hostile)
    expect(page.get_by_role("alert")).to_contain_text("holds HTML or a script")
    shared = changed(package, "evidence/facts.yaml", "statement: ", "statement: Anew, ")
    choose(page, shared)
    expect(page.get_by_role("alert")).to_contain_text("stands here in other words")
    expect(page.locator(".hamroh-kinds > li", has_text="Facts")).to_contain_text("1 changed")
    assert_accessible(page)

    choose(page, changed(package, LESSON, "\ntitle: ", "\ntitle: Anew, "))
    expect(page.get_by_text("Nothing is written yet.")).to_be_visible()
    expect(page.locator(".hamroh-kinds > li", has_text="Lessons")).to_contain_text("1 changed")
    expect(page.locator(".hamroh-titles")).to_contain_text("Anew, ")
    assert_accessible(page)
    keep_picture(page, "import-report")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.get_by_role("button", name="Import as drafts").click()
    expect(page.get_by_text("1 text of it waits for a second person")).to_be_visible()
    now = told(site)
    assert now["DRAFT"] == f"Anew, {now['SHOWN']}"
    assert seen == []

    choose(page, changed(package, LESSON, "\ntitle: ", "\ntitle: Otherwise, "))
    expect(page.get_by_role("alert")).to_contain_text("Drafts of these wait here already")
    site.manage("shell", "-c", FORGET)


def test_a_phone_without_scripts_reaches_the_form_and_the_report(visitor):
    page = visitor(scripts=False)
    sign_in_demo(page, "trainer", then="/cms/")
    choose(page, b"PK\x03\x04 broken")
    expect(page.get_by_role("alert")).to_contain_text("cannot be read as a zip")
    page.get_by_role("link", name="Choose another file").click()
    expect(page.locator("[name=file]")).to_be_visible()
    keep_picture(page, "import-without-scripts")
