"""Facts and disagreements travel in every language; what does not belong to its source is refused."""

import pytest
from wagtail_localize.models import Translation

from courses.models import ConflictSet, Fact
from lms.home.packages.drafting import draft_package, look_through_for
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.receiving import look_through, write_package
from tests.home.test_package_drafts import a_person, a_site, sign_everything
from tests.home.travelling import SLUG, course_package, library_package, repacked, unpacked

pytestmark = pytest.mark.django_db
FACTS, CONFLICTS = "evidence/facts.ru.yaml", "evidence/conflicts.ru.yaml"


@pytest.fixture
def path(tmp_path):
    a_site()
    path = tmp_path / "package.zip"
    path.write_bytes(course_package())
    return path


def in_russian(model, code: str):
    return model.objects.get(code=code, locale__language_code="ru", live=True)


def changed(name: str, old: str, new: str) -> bytes:
    files = unpacked(course_package())
    assert old in files[name].decode()
    return repacked(files | {name: files[name].decode().replace(old, new, 1).encode()})


def without(*names: str) -> bytes:
    return repacked({name: data for name, data in unpacked(course_package()).items() if name not in names})


def test_readers_meet_facts_and_both_sides_of_a_disagreement_in_their_language(path):
    write_package(path, is_seen=True)
    fact = in_russian(Fact, "count-text")
    assert (fact.statement, fact.unit, fact.value_text) == ("Что сказано: «столько».", "человек", "700")
    sides = in_russian(ConflictSet, "total").positions.all()
    assert [(side.says, [each.code for each in side.facts.all()]) for side in sides] == [
        ("В таблице 722.", ["count-table"]),
        ("В тексте 700.", ["count-text"]),
    ]
    assert export_course(SLUG) == course_package()


def test_a_translation_that_is_new_to_known_facts_waits_for_a_second_person(path):
    path.write_bytes(without(FACTS, CONFLICTS))
    write_package(path, is_seen=True)
    path.write_bytes(course_package())
    draft_package(path, by=a_person("trainer"))
    assert not Fact.objects.filter(locale__language_code="ru", live=True).exists()
    assert sign_everything(a_person("reviewer")) == 2
    assert export_course(SLUG) == course_package()


def test_other_words_for_what_is_translated_here_are_the_operators_to_take(path):
    write_package(path, is_seen=True)
    other = changed(FACTS, "«столько»", "«так много»")
    path.write_bytes(other)
    _contents, report = look_through_for(path, a_person("trainer"))
    assert report.changed == [f"{FACTS}: count-text"]
    assert f"{FACTS}: count-text stands here in other words" in report.refused[0]
    write_package(path, with_evidence=True)
    assert "так много" in in_russian(Fact, "count-text").statement and export_course(SLUG) == other


def test_a_source_that_changes_leaves_its_translation_to_be_looked_at(path):
    write_package(path, is_seen=True)
    assert {one.get_progress() for one in translations("count-text", "total")} == {(4, 4), (5, 5)}
    files = unpacked(without(FACTS, CONFLICTS))
    for name, old in (("facts", b"What is stated of count-text"), ("conflicts", b"How many came")):
        files[f"evidence/{name}.yaml"] = files[f"evidence/{name}.yaml"].replace(old, b"Said anew")
    path.write_bytes(repacked(files))
    write_package(path, with_evidence=True)
    assert in_russian(Fact, "count-text").statement == "Что сказано: «столько»."
    assert {one.get_progress() for one in translations("count-text", "total")} == {(4, 3), (5, 4)}


def translations(*codes: str) -> list[Translation]:
    rows = [row for model in (Fact, ConflictSet) for row in model.objects.filter(code__in=codes)]
    return list(Translation.objects.filter(source__object_id__in={row.translation_key for row in rows}))


def test_a_side_that_stands_on_other_facts_does_so_in_every_language(path):
    write_package(path, is_seen=True)
    path.write_bytes(changed("evidence/conflicts.yaml", "[count-table]", "[count-table, count-text]"))
    write_package(path, with_evidence=True)
    side = in_russian(ConflictSet, "total").positions.first()
    assert sorted(side.facts.values_list("code", flat=True)) == ["count-table", "count-text"]


HOSTILE = {
    "another's id": (FACTS, "id: count-text", "id: met-at-gate", "which the package does not hold"),
    "a key": (FACTS, "statement:", "key: 7d5f\n  statement:", "is not as an export writes it"),
    "a figure": (FACTS, "unit: ", "value_text: '9'\n  unit: ", "is not as an export writes it"),
    "a script": (FACTS, "statement: '", "statement: '<script>x</script>", "holds HTML or a script"),
    "a list": (FACTS, "unit: человек", "unit: [человек]", "“unit” is not what belongs there"),
    "no statement": (FACTS, "statement:", "says:", "lacks something"),
    "more than the source": (FACTS, "unit: ", "place: Душанбе\n  unit: ", "not run parallel .*: place"),
    "less than the source": (FACTS, "  section: Таблица 1\n", "", "does not run parallel .*: section"),
    "a side too few": (CONFLICTS, "  - В тексте 700.\n", "", "does not run parallel .*: positions"),
    "too long": (FACTS, "человек", "человек" * 20, "Nothing was written"),
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_words_that_do_not_belong_to_their_source_are_refused_and_nothing_is_written(attack, path):
    name, old, new, sentence = HOSTILE[attack]
    path.write_bytes(changed(name, old, new))
    with pytest.raises(PackageError, match=sentence):
        write_package(path, is_seen=True)
    assert not Fact.objects.exists()


@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_language_that_nobody_translates_into_is_refused(language, path):
    files = unpacked(course_package())
    path.write_bytes(repacked(files | {f"evidence/facts.{language}.yaml": files[FACTS]}))
    with pytest.raises(PackageError, match="is no language that this site translates into"):
        look_through(path)


def test_a_translation_that_lost_step_with_its_source_is_named_before_it_leaves(path):
    path.write_bytes(library_package())
    write_package(path, is_seen=True)
    Fact.objects.filter(code="count-text", locale__language_code="en").update(place="Everywhere")
    with pytest.raises(PackageError, match=r"“count-text” \(ru\) does not run parallel .*: place"):
        export_library()
