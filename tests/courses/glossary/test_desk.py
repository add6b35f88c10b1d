"""The desk of the glossary in the CMS: drafted by one person, signed by another, nothing typed lost."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from courses.api import set_up_review
from courses.models import GlossaryTerm
from lms.accounts.actions import grant
from tests.courses.glossary.terms import artifact_of, make_term, write
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _lesson(shared_ground):
    made = make_course(lessons=1, practice=0, questions=0)
    set_up_review()
    return made.lessons[0]


@pytest.fixture
def lesson(_lesson, db):
    return anew(_lesson)


def browser(role: str) -> Client:
    account = make_learner(f"{role}@example.org")
    grant(account, role)
    client = Client()
    client.force_login(account)
    return client


def address(action: str, *args) -> str:
    return reverse(GlossaryTerm.snippet_viewset.get_url_name(action), args=args)


def form_of(client: Client, path: str) -> dict:
    shown = querydict_from_html(client.get(path).content.decode(), form_id="w-editor-form")
    return {name: shown.get(name) for name in shown}


def new_term(client: Client, **fields) -> dict:
    values = {
        "term": "kinship care",
        "forms": "kinship care",
        "definition": "With relatives.",
        "code": "kinship",
    }
    form = form_of(client, address("add")) | values | fields
    names = [name for name in form if name.startswith("names-") and name.split("-")[1].isdigit()]
    return (
        {name: value for name, value in form.items() if name not in names}
        | {"names-TOTAL_FORMS": "0"}
        | fields
    )


def name_row(number: int, language: str, text: str) -> dict:
    row = {"language": language, "text": text, "id": "", "ORDER": number + 1, "DELETE": ""}
    return {f"names-{number}-{name}": value for name, value in row.items()}


@pytest.mark.parametrize(
    ("role", "listed", "added", "deleted"),
    [("trainer", 200, 200, 302), ("reviewer", 200, 302, 302), ("operator", 200, 200, 200)],
)
def test_each_role_comes_as_far_as_it_may(lesson, role, listed, added, deleted):
    term, client = make_term(), browser(role)
    assert client.get(address("list")).status_code == listed
    assert client.get(address("add")).status_code == added
    assert client.get(address("delete", term.pk)).status_code == deleted
    assert client.get(address("inspect", term.pk)).status_code == 200


def test_a_trainer_writes_a_term_with_two_languages_and_a_second_person_publishes_it(lesson):
    write(lesson, "<p>She lives in kinship care.</p>")
    trainer, reviewer = browser("trainer"), browser("reviewer")
    rows = name_row(0, "en", "kinship care") | name_row(1, "ru", "у родных") | {"names-TOTAL_FORMS": "2"}
    answer = trainer.post(address("add"), new_term(trainer, **rows) | {"action-submit": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    term = GlossaryTerm.objects.get(code="kinship")
    assert not term.live and artifact_of(lesson)["terms"] == []

    sign = reverse("cms_sign", args=[term.current_workflow_task_state.pk])
    seen = reviewer.get(sign).context["seen"]
    reviewer.post(sign, {"action": "approve", "seen": seen})

    term.refresh_from_db()
    assert term.live and {name.language: name.text for name in term.names.all()} == {
        "en": "kinship care",
        "ru": "у родных",
    }
    assert artifact_of(lesson)["terms"] == ["kinship"]


def test_a_trainer_cannot_publish_a_term_alone(lesson):
    trainer = browser("trainer")
    refused = trainer.post(address("add"), new_term(trainer) | {"action-publish": "1"})
    assert refused.status_code in (302, 403)
    assert not GlossaryTerm.objects.filter(live=True).exists()


def test_a_language_given_twice_is_refused_and_nothing_typed_is_lost(lesson):
    trainer = browser("trainer")
    rows = name_row(0, "ru", "у родных") | name_row(1, "ru", "родственники") | {"names-TOTAL_FORMS": "2"}
    answer = trainer.post(address("add"), new_term(trainer, **rows))
    assert answer.status_code == 200 and not GlossaryTerm.objects.exists()
    page = answer.content.decode()
    assert "у родных" in page and "родственники" in page
    assert "duplicate" in page


@pytest.mark.parametrize(
    "broken", [{"definition": "x" * 241}, {"code": "two words"}, {"term": "x" * 121}, {"code": "kin/ship"}]
)
def test_what_does_not_fit_is_refused_beside_its_field(lesson, broken):
    trainer = browser("trainer")
    answer = trainer.post(address("add"), new_term(trainer, **broken))
    assert answer.status_code == 200 and not GlossaryTerm.objects.exists()
    assert set(broken) <= set(answer.context["form"].errors)


def test_a_half_written_term_is_kept_as_a_draft(lesson):
    trainer = browser("trainer")
    answer = trainer.post(address("add"), new_term(trainer, forms="", definition=""))
    assert answer.status_code == 302
    assert not GlossaryTerm.objects.get(code="kinship").live


def test_a_code_that_is_taken_is_refused(lesson):
    make_term("kinship")
    trainer = browser("trainer")
    answer = trainer.post(address("add"), new_term(trainer))
    assert answer.status_code == 200 and GlossaryTerm.objects.count() == 1
    assert "code" in answer.context["form"].errors


def test_two_drafts_without_a_code_are_two_questions_and_no_fault(lesson):
    trainer = browser("trainer")
    for _time in range(2):
        answer = trainer.post(address("add"), new_term(trainer, code=""))
        assert answer.status_code == 200 and "code" in answer.context["form"].errors


def test_a_term_is_previewed_as_the_glossary_shows_it(lesson, rf):
    term = make_term(definition="With relatives.", names={"en": "kinship care", "tg": "хешовандон"})
    page = term.make_preview_request(preview_mode="").content.decode()
    assert "With relatives." in page and "хешовандон" in page and "needs a native reader" in page


def test_a_name_that_is_said_in_other_words_waits_for_a_native_reader_again(lesson):
    term, trainer = make_term(names={"ru": "у родных"}), browser("trainer")
    term.names.update(is_read=True)
    for text, is_read in (("у родных", True), ("опека родных", False), ("опека родных", True)):
        form = form_of(trainer, address("edit", term.pk))
        [russian] = [name for name, value in form.items() if value == "ru" and name.endswith("-language")]
        prefix = russian.removesuffix("language")
        answer = trainer.post(
            address("edit", term.pk), form | {f"{prefix}text": text, f"{prefix}is_read": "on"}
        )
        assert answer.status_code == 302, answer.context["form"].formsets["names"].errors
        draft = GlossaryTerm.objects.get(pk=term.pk).get_latest_revision_as_object()
        assert {name.is_read for name in draft.names.all() if name.language == "ru"} == {is_read}
