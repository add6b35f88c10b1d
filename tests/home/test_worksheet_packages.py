"""Worksheets of a package: read, written, and given back byte for byte; translated under the same keys."""

from dataclasses import replace

import pytest

from casestudies.api import translate_worksheet, worksheet_plans, write_worksheets
from courses.api import kind_of
from courses.models import Activity
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.worksheets import (
    read_translated_worksheets,
    read_worksheets,
    worksheet_from,
    worksheet_yaml,
)
from tests.factories import make_home
from tests.worksheet_parts import SAMPLE, sample_worksheet

PACKAGES = sorted({path.parent.parent for path in LIBRARY.glob("*/worksheets/*.yaml")})
FILES = sorted(LIBRARY.glob("*/worksheets/*.yaml"))


@pytest.mark.django_db
@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_the_worksheets_of_the_library_come_back_byte_for_byte(folder):
    make_home()
    plans = read_worksheets(folder)
    write_worksheets(plans)
    exported = worksheet_plans(plan.code for plan in plans)
    assert exported == sorted(plans, key=lambda plan: plan.code)
    for plan in exported:
        written = (folder / "worksheets" / f"{plan.code}.yaml").read_text(encoding="utf-8")
        assert worksheet_yaml(plan) == written


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_worksheet_of_the_library_fits_on_a_page_and_asks_for_no_story(path):
    from casestudies.worksheets import rules
    from lms.home.packages.yaml_files import read_yaml

    plan = worksheet_from(read_yaml(path))
    assert rules.problems(plan.prompts) == []
    assert path.name.split(".")[0] == plan.code
    assert any(f"::: worksheet {plan.code}\n" in lesson.read_text("utf-8") for lesson in lessons(path))


def lessons(path):
    language = path.name.split(".")[1] if path.name.count(".") == 2 else "en"
    return (path.parent.parent / "lessons").glob(f"*.{language}.md")


@pytest.mark.django_db
def test_importing_twice_makes_no_second_worksheet_and_keeps_the_keys_of_its_prompts():
    make_home()
    plan = sample_worksheet("twice")
    write_worksheets([plan])
    write_worksheets([replace(plan, title="Anew")])
    assert worksheet_plans(["twice"]) == [replace(plan, title="Anew")]


@pytest.mark.django_db
def test_prompts_made_in_the_cms_keep_their_own_keys_in_the_file():
    make_home()
    own = "9f2f5b1e-0000-4000-8000-000000000001"
    prompts = [{**SAMPLE["prompts"][0], "key": own}, SAMPLE["prompts"][1]]
    write_worksheets([sample_worksheet("own-keys", prompts=prompts)])
    text = worksheet_yaml(worksheet_plans(["own-keys"])[0])
    assert text.count("key: ") == 1 and own in text


@pytest.mark.django_db
def test_a_translation_asks_the_same_in_other_words(tmp_path):
    make_home()
    plan = sample_worksheet("both")
    write_worksheets([plan])
    prompts = [{"label": "Моё", "hint": "Хватит строки.", "lines": 3}, {"label": "Кому звоню", "lines": 2}]
    russian = sample_worksheet("both", title="План", opening="На понедельник.", prompts=prompts)
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "both.ru.yaml").write_text(worksheet_yaml(russian), encoding="utf-8")
    (translated,) = read_translated_worksheets(tmp_path, "ru")
    translate_worksheet(translated, "ru")
    activity = Activity.objects.get(translation_key=plan.activity_key, locale__language_code="en")
    own, source = (kind_of("planner").freeze(activity, language) for language in ("ru", "en"))
    assert (own["language"], own["title"], own["prompts"][0]["label"]) == ("ru", "План", "Моё")
    assert [each["key"] for each in own["prompts"]] == [each["key"] for each in source["prompts"]]


def test_a_file_that_lacks_something_is_named(tmp_path):
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "poor.yaml").write_text("id: poor\ntype: planner\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"poor\.yaml: the worksheet lacks 'title'"):
        read_worksheets(tmp_path)
