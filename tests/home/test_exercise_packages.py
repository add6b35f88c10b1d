"""Exercises of a package: read, written, given back byte for byte, and translated word by word."""

import pytest

from courses.activities.runtimes.xblock.tree import with_words, words_in
from courses.api import exercise_plans, kind_of, translate_exercise, write_exercises
from courses.models import Activity
from lms.home.packages.exercises import (
    exercise_from,
    exercise_yaml,
    read_exercises,
    read_translated_exercises,
)
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from tests.block_parts import dialogue
from tests.factories import make_home

PACKAGES = sorted({path.parent.parent for path in LIBRARY.glob("*/exercises/*.yaml")})


@pytest.mark.django_db
@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_the_exercises_of_the_library_come_back_byte_for_byte_and_stand_in_a_lesson(folder):
    make_home()
    plans = read_exercises(folder)
    for _time in range(2):
        write_exercises(plans)
    exported = exercise_plans(plan.code for plan in plans)
    assert exported == sorted(plans, key=lambda plan: plan.code)
    lessons = "".join(path.read_text("utf-8") for path in (folder / "lessons").glob("*.en.md"))
    for plan in exported:
        written = (folder / "exercises" / f"{plan.code}.yaml").read_text(encoding="utf-8")
        assert exercise_yaml(plan) == written
        assert f"::: exercise {plan.code}\n" in lessons


@pytest.mark.django_db
def test_a_translation_says_the_same_in_other_words_and_a_file_that_lacks_something_is_named(tmp_path):
    make_home()
    data = {"id": "visit", "title": "A visit", "minutes": 2, "blocks": dialogue()}
    plan = exercise_from(data)
    write_exercises([plan])
    fields = with_words(data["blocks"]["fields"], dict.fromkeys(words_in(dialogue()["fields"]), "Слова"))
    russian = exercise_from({**data, "title": "Визит", "blocks": {**data["blocks"], "fields": fields}})
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "visit.ru.yaml").write_text(exercise_yaml(russian), encoding="utf-8")
    (translated,) = read_translated_exercises(tmp_path, "ru")
    translate_exercise(translated, "ru")
    activity = Activity.objects.get(translation_key=plan.activity_key, locale__language_code="en")
    frozen = kind_of("xblock").freeze(activity, "ru")
    assert (frozen["title"], frozen["tree"]["fields"]["turns"][0]["says"]) == ("Визит", "Слова")
    assert exercise_plans(["visit"], "ru") == [translated]
    (tmp_path / "exercises" / "poor.yaml").write_text("id: poor\ntitle: How?\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"poor\.yaml: the exercise lacks 'blocks'"):
        read_exercises(tmp_path)
