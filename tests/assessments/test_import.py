"""Questions brought from another system at the CMS: looked at first, then drafts, all or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import Pool, Question, QuestionVersion
from courses.api import set_up_review
from lms.accounts.actions import grant
from tests.assessments.formats.files import GIFT, MOODLE
from tests.factories import make_home, make_learner

pytestmark = pytest.mark.django_db
FILES = {"gift": GIFT, "moodle": MOODLE}


@pytest.fixture(autouse=True)
def _on_ground(db):
    make_home()
    set_up_review()


@pytest.fixture
def pool():
    return Pool.objects.create(code="tea", name="Tea")


def signed_in(role: str | None) -> Client:
    person, client = make_learner(), Client()
    if role:
        grant(person, role)
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


@pytest.fixture
def trainer() -> Client:
    return signed_in("trainer")


ADDRESS = "/cms/questions/import/"


def look(client: Client, pool: Pool, data: str | bytes = GIFT, form: str = "gift", **fields):
    """Upload a file and return the page that says what it would bring."""
    data = data.encode() if isinstance(data, str) else data
    sent = {"form": form, "pool": pool.pk, "objective": "o1", "difficulty": "hard", "encoding": "utf-8"}
    return client.post(ADDRESS, sent | {"file": SimpleUploadedFile("questions.txt", data)} | fields)


def confirm(client: Client, pool: Pool, page):
    fields = page.context["form"].kept()
    return client.post(ADDRESS, fields | {"confirm": "yes"})


@pytest.mark.parametrize("form", ["gift", "moodle"])
def test_a_trainer_looks_first_and_then_brings_drafts_into_a_pool(trainer, pool, form):
    page = look(trainer, pool, FILES[form], form)
    assert page.status_code == 200
    assert not Question.objects.exists()

    assert confirm(trainer, pool, page).status_code == 302
    brought = Question.objects.filter(pool=pool)
    assert brought.count() == len(page.context["found"].new) >= 7
    assert not brought.filter(live=True).exists()
    assert not QuestionVersion.objects.exists()
    assert set(brought.values_list("objective", "difficulty")) == {("o1", "hard")}
    assert all(question.latest_revision_id for question in brought)


def test_the_page_says_what_does_not_come_and_what_to_look_at(trainer, pool):
    page = look(trainer, pool).content.decode()
    assert "It asks for a free text, which nobody here grades." in page
    assert "Another question of this file asks the same in the same words; that one comes." in page
    assert "A choice has no explanation." in page
    assert "True or false asks for reasons here." in page


@pytest.mark.parametrize("form", ["gift", "moodle"])
def test_the_same_file_brings_nothing_twice_and_overwrites_no_work(trainer, pool, form):
    confirm(trainer, pool, look(trainer, pool, FILES[form], form))
    count = Question.objects.count()
    Question.objects.filter(kind="single").update(stem="Written better since.")

    page = look(trainer, pool, FILES[form], form)
    assert page.context["found"].new == []
    confirm(trainer, pool, page)
    assert Question.objects.count() == count
    assert Question.objects.filter(stem="Written better since.").exists()


def test_an_imported_question_opens_in_the_editor_and_previews(trainer, pool):
    confirm(trainer, pool, look(trainer, pool))
    for question in Question.objects.filter(pool=pool):
        address = reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
        assert trainer.get(address).status_code == 200


def test_nothing_is_half_imported(trainer, pool, monkeypatch):
    page = look(trainer, pool)
    saves, save = [], Question.save_revision

    def break_at_the_third(question, *args, **fields):
        saves.append(question)
        if len(saves) == 3:
            raise OSError("the disk is full")
        return save(question, *args, **fields)

    monkeypatch.setattr(Question, "save_revision", break_at_the_third)
    with pytest.raises(OSError, match="the disk is full"):
        confirm(trainer, pool, page)
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("data", "form", "sentence"),
    [
        (b"", "gift", "empty"),
        ("Чай? {=да ~нет}".encode("cp1251"), "gift", "cannot be read"),
        (b"<!DOCTYPE quiz><quiz/>", "moodle", "declares a document type"),
        (b"<quiz><question>", "moodle", "not a whole file"),
        (b"x" * (2 * 2**20 + 1), "gift", "larger than 2 MB"),
        (b"Q%d? {=a ~b}\n\n" * 501, "gift", "asks the same"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(trainer, pool, data, form, sentence):
    page = look(trainer, pool, data, form)
    assert page.status_code in (200, 422)
    assert sentence in page.content.decode()
    assert not Question.objects.exists()


def test_more_questions_than_anybody_looks_through_are_refused(trainer, pool):
    data = "".join(f"Question {number}? {{=a ~b}}\n\n" for number in range(501))
    assert "more than 500 questions" in look(trainer, pool, data).content.decode()


def test_windows_1251_is_read_where_it_is_chosen(trainer, pool):
    page = look(trainer, pool, "Чай? {=да ~нет}".encode("cp1251"), encoding="windows-1251")
    assert "Чай?" in page.content.decode()


def test_text_of_a_file_is_escaped(trainer, pool):
    page = look(trainer, pool, "<script>alert(1)</script> which? {=<b>a</b> ~b}")
    assert "<script>alert(1)" not in page.content.decode()


@pytest.mark.parametrize("role", ["reviewer", "coordinator", None])
def test_who_may_not_write_questions_brings_none(pool, role):
    client = signed_in(role)
    for answer in (client.get(ADDRESS), look(client, pool)):
        assert answer.status_code in (302, 403, 404)
    assert not Question.objects.exists()
