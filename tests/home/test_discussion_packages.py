"""Discussions of a package: read, written, and given back byte for byte; translated under the same key."""

import pytest

from casestudies.api import discussion_plans, translate_discussion, write_discussions
from courses.api import kind_of
from courses.models import Activity
from lms.home.packages.discussions import (
    discussion_from,
    discussion_yaml,
    read_discussions,
    read_translated_discussions,
)
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from tests.factories import make_home

PACKAGES = sorted({path.parent.parent for path in LIBRARY.glob("*/discussions/*.yaml")})


@pytest.mark.django_db
@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_the_discussions_of_the_library_come_back_byte_for_byte_and_stand_in_a_lesson(folder):
    make_home()
    plans = read_discussions(folder)
    for _time in range(2):
        write_discussions(plans)
    exported = discussion_plans(plan.code for plan in plans)
    assert exported == sorted(plans, key=lambda plan: plan.code)
    lessons = "".join(path.read_text("utf-8") for path in (folder / "lessons").glob("*.en.md"))
    for plan in exported:
        written = (folder / "discussions" / f"{plan.code}.yaml").read_text(encoding="utf-8")
        assert discussion_yaml(plan) == written
        assert f"::: discussion {plan.code}\n" in lessons


@pytest.mark.django_db
def test_a_translation_asks_the_same_and_a_file_that_lacks_something_is_named(tmp_path):
    make_home()
    plan = discussion_from({"id": "both", "title": "How?", "opening": "Write of the task."})
    write_discussions([plan])
    russian = discussion_from({"id": "both", "title": "Как?", "opening": "О деле."})
    (tmp_path / "discussions").mkdir()
    (tmp_path / "discussions" / "both.ru.yaml").write_text(discussion_yaml(russian), encoding="utf-8")
    (translated,) = read_translated_discussions(tmp_path, "ru")
    translate_discussion(translated, "ru")
    activity = Activity.objects.get(translation_key=plan.activity_key, locale__language_code="en")
    assert kind_of("discussion").freeze(activity, "ru")["title"] == "Как?"
    (tmp_path / "discussions" / "poor.yaml").write_text("id: poor\ntitle: How?\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"poor\.yaml: the discussion lacks 'opening'"):
        read_discussions(tmp_path)
