"""A pool as a file: what one system wrote, the same and another can read."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.exchange.exporting import WRITERS, exported
from assessments.exchange.importing import Filing, import_drafts
from assessments.models import Pool, Question
from assessments.rules.formats import FileRefused, read_gift, read_moodle, read_yaml
from courses.api import set_up_review
from lms.accounts.actions import grant
from tests.factories import make_home, make_learner, make_question

pytestmark = pytest.mark.django_db
READERS = {"gift": read_gift, "moodle": read_moodle, "yaml": read_yaml}
SAID = {
    "gift": {"single", "multiple", "true_false", "match", "groups", "short", "numeric"},
    "moodle": {"single", "multiple", "true_false", "match", "groups", "short", "numeric", "order"},
    "yaml": {"single", "multiple", "true_false", "match", "groups", "short", "numeric", "order"},
}
ODD = "Which is right: {a} = ~b, #1 or 50 % <b>&amp;</b> \\ and\nwhat else?"


@pytest.fixture
def pool(db):
    make_home()
    set_up_review()
    pool = Pool.objects.create(code="tea", name="Tea")
    for kind in Question.Kind.values:
        if kind != "rating":
            make_question(kind=kind, code=f"tea-{kind}", stem=f"{ODD} ({kind})", pool=pool, publish=False)
    return pool


@pytest.mark.parametrize("form", WRITERS)
def test_what_was_written_is_read_again(pool, form):
    reading = READERS[form](exported(pool, form))
    assert reading.left_out == []
    assert {question.name.removeprefix("tea-") for question in reading.questions} == SAID[form]
    for question in reading.questions:
        source = Question.objects.get(code=question.name)
        assert question.stem == source.stem
        if question.kind not in ("true_false", "order"):
            texts = [block.value["text"] for block in source.choices if block.block_type == "choice"]
            assert [choice.text for choice in question.choices] == texts
        if question.kind in ("single", "multiple", "short", "numeric"):
            rights = [block.value["is_right"] for block in source.choices]
            assert [choice.is_right for choice in question.choices] == rights


def test_our_own_format_comes_back_byte_for_byte(pool):
    file = exported(pool, "yaml")
    Question.objects.all().delete()
    count = import_drafts(file, "yaml", Filing(pool, "o1", "medium"), by=make_learner())
    assert count == len(SAID["yaml"])
    assert exported(pool, "yaml") == file
    assert import_drafts(file, "yaml", Filing(pool, "o1", "medium"), by=make_learner()) == 0


@pytest.mark.parametrize(
    "text", ["", "a: b", "[", "- &a [1]\n- *a", "!!python/object:os.system {}", "\t", "- " * 20_000]
)
def test_yaml_that_is_no_list_of_questions_is_refused(text):
    with pytest.raises(FileRefused):
        read_yaml(text)


@pytest.mark.parametrize(
    "row", ["1", "{type: single}", "{type: essay}", "{type: single, stem: a, choices: [1]}", "{type: [a]}"]
)
def test_a_row_that_is_no_question_is_named(row):
    reading = read_yaml(f"- {row}")
    assert (reading.questions, len(reading.left_out)) == ([], 1)


@pytest.mark.parametrize(("role", "status"), [("trainer", 200), ("operator", 200), ("reviewer", 302)])
def test_who_writes_questions_takes_them_out(pool, role, status):
    person, client = make_learner(), Client()
    grant(person, role)
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    answer = client.get(reverse("cms_export_questions", args=["tea", "gift"]))
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"] == 'attachment; filename="tea.gift.txt"'
        assert client.get(reverse("cms_export_questions", args=["tea", "doc"])).status_code == 404
        assert client.get(reverse("cms_export_questions", args=["milk", "gift"])).status_code == 404
        assert "tea/moodle" in client.get(reverse("cms_import_questions")).content.decode()
