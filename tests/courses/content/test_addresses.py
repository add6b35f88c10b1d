"""A lesson's address is nobody else's: what a course itself answers at is refused before it is kept."""

import shutil
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.translation import override

from courses.api import is_lesson_slug_taken
from courses.content.addresses import LESSON_ROUTES
from courses.models import LessonPage, ModulePage
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.reading import Package
from tests.architecture.test_routes import walk
from tests.courses.content.editor import editor_form, post_editor
from tests.factories import make_page, publish

FIXED = ["ask", "check", "gain", "pause", "start", "talk", "test"]


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_first_word_below_a_course_is_taken_and_no_other(language):
    with override("en"):
        paths = [
            route.path.split("/") for route in walk(get_resolver()) if route.path.startswith("/courses/x/")
        ]
    # In the walk every part that varies is called "x".
    words = {path[3] for path in paths} - {"x", ""}
    assert sorted(words) == FIXED
    with override(language):
        assert all(is_lesson_slug_taken(word) for word in words)
        assert not any(is_lesson_slug_taken(word) for word in ("asking", "result", "save", "read", "x", ""))


def test_no_route_below_a_lesson_is_left_out():
    patterns = get_resolver().reverse_dict
    names = {name for name in patterns if isinstance(name, str)}
    below = {name for name in names if "lesson_slug" in patterns[name][0][0][1]}
    assert below == set(LESSON_ROUTES)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["ask", "test"])
def test_a_lesson_is_not_published_at_the_address_of_another_page(course, slug):
    module = ModulePage.objects.child_of(course.page).get()
    with pytest.raises(ValidationError, match="address of another page"):
        publish(make_page(LessonPage, module, title="Ask", slug=slug))


@pytest.mark.django_db
def test_the_editor_says_so_and_keeps_what_was_typed(lesson, operator):
    client = signed_in(operator)
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    sent = {**editor_form(client, lesson), "slug": "ask", "title": "How to ask"}
    page = client.post(address, sent).content.decode()
    assert "“ask” is the address of another page of every course." in page and "How to ask" in page
    assert post_editor(client, lesson, "action-draft").status_code == 302
    assert LessonPage.objects.get(pk=lesson.pk).slug == lesson.slug


@pytest.mark.django_db
def test_a_copy_at_a_taken_address_is_refused_in_words(lesson, operator):
    client, address = signed_in(operator), reverse("wagtailadmin_pages:copy", args=[lesson.pk])
    sent = {"new_title": "Ask", "new_slug": "ask", "new_parent_page": lesson.get_parent().pk}
    page = client.post(address, sent, follow=True).content.decode()
    assert "“ask” is the address of another page of every course." in page
    client.post(address, {**sent, "new_slug": "asking"})
    assert list(LessonPage.objects.exclude(pk=lesson.pk).values_list("slug", flat=True)) == ["asking"]


def test_a_package_with_such_a_lesson_is_refused_by_the_name_of_its_file(tmp_path):
    folder = shutil.copytree(Path(LIBRARY, "trauma-informed-care"), tmp_path / "package")
    package = Package(folder)
    package.course_data["modules"][0]["lessons"][0] = "ask"
    with pytest.raises(PackageError, match=r"ask\.en\.md: “ask” is the address of another page"):
        package.course_plan()
