"""The page tree: what may stand where, and that every editor opens, half-filled as it may be."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase

from casestudies.models import CaseLibraryPage, CaseStudyPage
from courses.models import CoursePage, LessonPage, ModulePage
from lms.home.models import HomePage
from tests.courses.content.editor import editor_form
from tests.factories import make_page

pytestmark = pytest.mark.django_db
tree = WagtailPageTestCase()


def test_courses_and_the_case_library_stand_on_the_front_page_and_what_belongs_to_them_below():
    tree.assertAllowedSubpageTypes(HomePage, {CoursePage, CaseLibraryPage})
    tree.assertAllowedSubpageTypes(CaseLibraryPage, {CaseStudyPage})
    tree.assertAllowedSubpageTypes(CaseStudyPage, {})
    tree.assertAllowedParentPageTypes(CaseStudyPage, {CaseLibraryPage})
    tree.assertAllowedSubpageTypes(CoursePage, {ModulePage})
    tree.assertAllowedSubpageTypes(ModulePage, {LessonPage})
    tree.assertAllowedSubpageTypes(LessonPage, {})
    # The page class that all share stands for the root; nobody makes pages of it.
    tree.assertAllowedParentPageTypes(CoursePage, {HomePage, Page})
    tree.assertAllowedParentPageTypes(LessonPage, {ModulePage})


@pytest.fixture
def writing(trainer) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


def test_a_trainer_opens_every_editor_of_a_course(course, writing):
    for page in (course.page, course.lessons[0].get_parent(), course.lessons[0]):
        assert writing.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    for parent, kind in ((course.page, "modulepage"), (course.lessons[0].get_parent(), "lessonpage")):
        address = reverse("wagtailadmin_pages:add", args=["courses", kind, parent.pk])
        assert writing.get(address).status_code == 200


def test_a_half_filled_draft_is_kept(course, writing):
    lesson = make_page(LessonPage, course.lessons[0].get_parent(), title="Begun", slug="begun")
    form = editor_form(writing, lesson)

    response = writing.post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]), {**form, "title": "Begun, not done"}
    )

    assert response.status_code == 302
    kept = Page.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert kept.title == "Begun, not done" and not kept.live


def test_the_experts_of_a_lesson_are_ticked_and_kept_as_codes(course, writing):
    lesson = course.lessons[0]
    form = editor_form(writing, lesson)

    writing.post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]), {**form, "expert_review": ["clinical", "legal"]}
    )

    assert Page.objects.get(pk=lesson.pk).get_latest_revision_as_object().expert_review == [
        "clinical",
        "legal",
    ]


DESKS = [
    "/cms/", "/cms/account/", "/cms/pages/", "/cms/images/", "/cms/documents/", "/cms/images/add/",
    "/cms/snippets/courses/fact/", "/cms/snippets/courses/fact/?q=722", "/cms/snippets/courses/fact/add/",
    "/cms/snippets/courses/source/", "/cms/snippets/courses/conflictset/add/",
    "/cms/snippets/courses/competency/",
    "/cms/snippets/courses/activity/add/", "/cms/snippets/courses/profession/",
]  # fmt: skip


def test_every_desk_opens_for_a_trainer_in_our_name_without_ways_to_other_sites(writing):
    for address in DESKS:
        response = writing.get(address)

        assert response.status_code == 200, address
        html = response.content.decode()
        assert "- Hamroh</title>" in html, address
        assert "wagtail.org" not in html.split("<noscript", 1)[0], address


def test_a_trainer_adds_a_source_but_changes_none_that_facts_stand_on(course, writing):
    from tests.courses.evidence.facts import make_source

    source = make_source()
    assert writing.get("/cms/snippets/courses/source/add/").status_code == 200
    changed = writing.post(
        f"/cms/snippets/courses/source/edit/{source.pk}/", {"short": "Mine", "title": "Mine"}
    )
    source.refresh_from_db()
    assert changed.status_code == 302 and source.short != "Mine"
