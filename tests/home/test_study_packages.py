"""Case studies of the library: imported once, left alone while unchanged, refused with a reason."""

import shutil

import pytest

from casestudies.models import CaseStudyPage
from courses.api import published_version
from lms.home.models import ImportedFolder
from lms.home.packages.importing import LIBRARY, import_library
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.studies import read_study, study_files
from lms.home.setup import lay_ground
from tests.study_parts import PROFESSIONS, make_evidence

pytestmark = pytest.mark.django_db
STUDY = """---
id: the-gate
title: "A gate"
summary: "Somebody opens it."
countries: [KZ]
period: "2019"
years: [2019, null]
topics: [care]
practices: [schooling]
professions: [teacher]
setting: "A gate in a town."
content_note: ""
dignity_note: ""
actors: {state: ["The ministry"], media: []}
steps:
- {when: "May 2019", text: "It opens.", facts: [count-table]}
- {text: "It stays open."}
helped:
- {text: "Oil.", facts: []}
limits: []
dilemmas: ["Who closes it?"]
learning: {teacher: "Knock first."}
conflicts: [total]
compare_with: [not-there-yet]
lessons: []
review: none
---
You stand at the gate.

::: facts count-text
:::
"""


@pytest.fixture
def library(tmp_path, db):
    """A library with one case study, and its way to be written anew."""
    lay_ground()
    make_evidence()
    folder = tmp_path / "case-library"
    (folder / "studies").mkdir(parents=True)
    shutil.copy(LIBRARY / "case-library" / "library.yaml", folder)
    return tmp_path


def put(library, text: str = STUDY, name: str = "the-gate.en.md") -> None:
    (library / "case-library" / "studies" / name).write_text(text, encoding="utf-8")


def test_a_study_is_live_as_soon_as_it_is_imported(library, client):
    put(library)

    assert import_library(library) == ["case-library"]
    page = client.get("/cases/studies/the-gate/").content.decode()
    assert "You stand at the gate." in page and "It stays open." in page


def test_an_unchanged_file_is_left_alone_and_a_changed_one_alone_is_written(library):
    put(library)
    put(library, STUDY.replace("the-gate", "the-door"), "the-door.en.md")
    import_library(library)
    before, version = revisions(), published_version()

    assert import_library(library) == []
    assert (revisions(), published_version()) == (before, version)
    put(library, STUDY.replace("A gate", "A wide gate"))
    assert import_library(library) == ["case-library"]
    after = revisions()
    assert after["the-door"] == before["the-door"] and after["the-gate"] != before["the-gate"]
    assert CaseStudyPage.objects.get(slug="the-gate").title == "A wide gate"


def revisions() -> dict[str, int]:
    return dict(CaseStudyPage.objects.values_list("slug", "latest_revision_id"))


def test_a_forced_second_import_keeps_keys_and_block_ids(library):
    put(library)
    import_library(library)
    first = CaseStudyPage.objects.get()
    ImportedFolder.objects.all().delete()
    import_library(library)

    again = CaseStudyPage.objects.get()
    assert again.translation_key == first.translation_key and again.pk == first.pk
    assert again.steps.get_prep_value() == first.steps.get_prep_value()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("facts: [count-table]", "facts: [no-such]", "the-gate.en.md: No fact is called “no-such”."),
        ("::: facts count-text", "::: facts gone", "the-gate.en.md: No fact is called “gone”."),
        ("conflicts: [total]", "conflicts: [none]", "the-gate.en.md: No disagreement is called “none”."),
        ("lessons: []", "lessons: [core-99]", "the-gate.en.md: No lesson is called “core-99”."),
        ("id: the-gate", "id: another", "its id must be “the-gate”"),
        ("setting:", "seting:", "the case study lacks 'setting'"),
        ("years: [2019, null]", "years: 2019", "its front matter cannot be read"),
        ("::: facts count-text", "::: question q-1", "a case study holds no “activity”"),
        ("title: ", "title: [", "the-gate.en.md"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_file_and_reason_and_leaves_nothing(library, old, new, said):
    put(library, STUDY.replace(old, new))

    with pytest.raises(PackageError, match="the-gate.en.md") as refused:
        import_library(library)
    assert said in str(refused.value)
    assert not CaseStudyPage.objects.exists()
    assert not ImportedFolder.objects.filter(name__startswith="studies/").exists()


def test_a_translation_is_imported_beside_its_source(library, client):
    put(library)
    russian = STUDY.replace("A gate", "Ворота").replace("You stand at the gate.", "Вы у ворот.")
    put(library, russian, "the-gate.ru.md")
    import_library(library)

    page = client.get("/ru/cases/studies/the-gate/").content.decode()
    assert "Ворота" in page and "Вы у ворот." in page
    assert "A gate" in client.get("/cases/studies/the-gate/").content.decode()


@pytest.mark.parametrize("path", study_files(LIBRARY / "case-library", "en"), ids=lambda path: path.name)
def test_every_study_of_the_library_keeps_to_its_format(path):
    plan = read_study(path)

    assert set(plan.learning) == set(PROFESSIONS)
    assert plan.countries and plan.topics and plan.professions
    assert 3 <= len(plan.dilemmas) <= 4 and 4 <= len(plan.steps) <= 8
    named = [code for each in (*plan.steps, *plan.helped, *plan.limits) for code in each.facts]
    assert len(named) == len(set(named))
