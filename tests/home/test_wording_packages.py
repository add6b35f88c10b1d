"""Texts to rewrite of a package: given back byte for byte, translated, and clean where they must be."""

from dataclasses import replace

import pytest

from casestudies.api import translate_wording, wording_plans, write_wordings
from casestudies.models import WordingTask
from casestudies.wording.advice import wording_doubts
from courses.api import kind_of
from courses.models import Activity
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.wordings import read_translated_wordings, read_wordings, wording_yaml
from tests.factories import make_home
from tests.wording_parts import sample_wording

PACKAGES = sorted({path.parent.parent for path in LIBRARY.glob("*/wordings/*.yaml")})


@pytest.mark.django_db
@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_the_texts_of_the_library_come_back_byte_for_byte_and_no_model_answer_is_marked(folder):
    make_home()
    plans = read_wordings(folder)
    write_wordings(plans)
    assert wording_plans(plan.code for plan in plans) == plans
    translated = [(plan, "ru") for plan in read_translated_wordings(folder, "ru")]
    for plan, language in translated:
        translate_wording(plan, language)
    for plan, ending in [(plan, "") for plan in plans] + [
        (plan, f".{language}") for plan, language in translated
    ]:
        written = (folder / "wordings" / f"{plan.code}{ending}.yaml").read_text(encoding="utf-8")
        assert wording_yaml(plan) == written
        lessons = (folder / "lessons").glob(f"*{ending or '.en'}.md")
        assert any(f"::: wording {plan.code}\n" in lesson.read_text("utf-8") for lesson in lessons)
    assert [wording_doubts(task) for task in WordingTask.objects.all() if wording_doubts(task)] == []


@pytest.mark.django_db
def test_importing_twice_changes_one_text_and_a_translation_keeps_its_keys():
    make_home()
    plan = sample_wording("twice")
    write_wordings([plan])
    write_wordings([replace(plan, title="Anew")])
    assert wording_plans(["twice"]) == [replace(plan, title="Anew")]
    answers = [{"text": "Девять учеников", "why": "Так и есть."}, {"text": "Новый год", "why": "Короче."}]
    translate_wording(sample_wording("twice", original="Дети террористов в школе", answers=answers), "ru")
    activity = Activity.objects.get(translation_key=plan.activity_key, locale__language_code="en")
    own, source = (kind_of("wording").freeze(activity, language) for language in ("ru", "en"))
    assert (own["language"], own["answers"][0]["text"]) == ("ru", "Девять учеников")
    assert [each["key"] for each in own["answers"]] == [each["key"] for each in source["answers"]]


def test_a_file_that_lacks_something_is_named(tmp_path):
    (tmp_path / "wordings").mkdir()
    (tmp_path / "wordings" / "poor.yaml").write_text("id: poor\ntype: note\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"poor\.yaml: the text to rewrite lacks 'title'"):
        read_wordings(tmp_path)
