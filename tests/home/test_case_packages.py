"""Cases of a package: read, written, and given back byte for byte; in another language with the same ways."""

import copy
from dataclasses import replace

import pytest
import yaml

from casestudies.api import case_plans, translate_case, write_cases
from courses.api import kind_of, translate_activity
from courses.models import Activity
from lms.home.packages.cases import case_yaml, letter_of, plan_from, read_cases, read_translated_cases
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from tests.case_parts import SAMPLE, sample_plan
from tests.factories import make_home

FILES = sorted(LIBRARY.glob("*/cases/*.yaml"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_of_the_library_comes_back_byte_for_byte(path):
    make_home()
    (plan,) = (plan for plan in read_cases(path.parent.parent) if plan.code == path.stem)
    write_cases([plan])
    (exported,) = case_plans([plan.code])
    assert case_yaml(exported) == path.read_text(encoding="utf-8")
    assert exported == plan


@pytest.mark.django_db
def test_importing_twice_makes_no_second_case_and_no_new_choices():
    make_home()
    plan = sample_plan("twice")
    write_cases([plan])
    write_cases([replace(plan, title="Anew")])
    (kept,) = case_plans(["twice"])
    assert kept == replace(plan, title="Anew")


@pytest.mark.django_db
def test_choices_made_in_the_cms_keep_their_own_keys_in_the_file():
    make_home()
    data = copy.deepcopy({**SAMPLE, "id": "own-keys"})
    data["points"][0]["choices"][0]["key"] = "9f2f5b1e-0000-4000-8000-000000000001"
    plan = plan_from(data)
    write_cases([plan])
    text = case_yaml(case_plans(["own-keys"])[0])
    assert text.count("key: ") == 1 and "9f2f5b1e-0000-4000-8000-000000000001" in text


def in_russian(value):
    """The same case with every text in other words and every name of a place as it was."""
    kept = {"id", "name", "goes_to", "scores", "facts", "minutes"}
    if isinstance(value, dict):
        return {name: each if name in kept else in_russian(each) for name, each in value.items()}
    if isinstance(value, list):
        return [in_russian(each) for each in value]
    return f"По-русски: {value}"


@pytest.mark.django_db
def test_a_translation_leads_where_its_source_leads(tmp_path):
    make_home()
    plan = sample_plan("both")
    write_cases([plan])
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "both.yaml").write_text(case_yaml(plan), encoding="utf-8")
    russian = case_yaml(plan_from({**in_russian(SAMPLE), "id": "both"}))
    (tmp_path / "cases" / "both.ru.yaml").write_text(russian, encoding="utf-8")
    (translated,) = read_translated_cases(tmp_path, "ru")
    translate_activity(plan.activity_key, translated.title, "ru")
    translate_case(translated, "ru")
    activity = Activity.objects.get(translation_key=plan.activity_key, locale__language_code="en")
    content, source = (kind_of("case").freeze(activity, language) for language in ("ru", "en"))
    assert (content["language"], content["title"]) == ("ru", "По-русски: At the gate")
    ways = [
        [(point["name"], [(each["id"], each["goes_to"], each["scores"]) for each in point["choices"]])
         for point in one["points"]]
        for one in (content, source)
    ]  # fmt: skip
    assert ways[0] == ways[1]
    assert content["points"][0]["choices"][0]["text"].startswith("По-русски")


def test_a_file_that_lacks_something_is_named(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "poor.yaml").write_text("id: poor\ntitle: Poor\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"poor\.yaml: the case lacks 'opening'"):
        read_cases(tmp_path)


@pytest.mark.django_db
def test_a_turning_point_of_more_choices_than_letters_loses_none():
    make_home()
    data = copy.deepcopy({**SAMPLE, "id": "many-ways"})
    choices = data["points"][0]["choices"]
    names = [letter_of(place) for place in range(28)]
    choices += [{**choices[0], "id": name, "text": f"Way {name}"} for name in names[2:]]
    plan = plan_from(data)
    write_cases([plan])
    (exported,) = case_plans(["many-ways"])
    assert names[-2:] == ["aa", "ab"] and len(exported.points[0].choices) == 28
    assert plan_from(yaml.safe_load(case_yaml(exported))) == plan
