"""The evidence desk in the CMS: who may what, what is found, where things are used, what is kept."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html

from courses.api import load_regions, set_up_review
from courses.content.uses import uses_of
from courses.models import ConflictSet, Fact, LessonPage, Source
from lms.accounts.actions import grant
from tests.courses.evidence.facts import (
    body_of,
    conflict_block,
    facts_block,
    make_conflict,
    make_fact,
    make_source,
    place,
)
from tests.factories import make_course, make_learner, make_question
from tests.ground import anew

pytestmark = pytest.mark.django_db
MODELS = (Fact, ConflictSet, Source)


@pytest.fixture(scope="module")
def _lesson(shared_ground):
    made = make_course(lessons=1, practice=0, questions=0)
    set_up_review()
    load_regions()
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


def address(model, action: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(action), args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def messages_of(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def form_of(client: Client, item) -> dict:
    page = text_of(client.get(address(type(item), "edit", item.pk)))
    shown = querydict_from_html(page, form_id="w-editor-form")
    return {name: shown.get(name) for name in shown}


# --- by role ------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("role", "listed", "added", "deleted"),
    [("trainer", 200, 200, 302), ("reviewer", 200, 302, 302), ("operator", 200, 200, 200)],
)
def test_each_role_comes_as_far_as_it_may(lesson, model, role, listed, added, deleted):
    if model is Source:
        item = make_source("unused")
    else:
        item = make_fact("unused") if model is Fact else make_conflict()
    client = browser(role)

    assert client.get(address(model, "list")).status_code == listed
    assert client.get(address(model, "add")).status_code == added
    assert client.get(address(model, "delete", item.pk)).status_code == deleted
    assert client.get(address(model, "inspect", item.pk)).status_code == 200


def test_a_trainer_drafts_a_fact_and_publishes_nothing(lesson):
    fact = make_fact("one")
    client = browser("trainer")
    form = form_of(client, fact) | {"statement": "A new wording."}

    client.post(address(Fact, "edit", fact.pk), form)
    refused = client.post(address(Fact, "edit", fact.pk), {**form, "action-publish": "1"})

    stored = Fact.objects.get(pk=fact.pk)
    assert refused.status_code in (302, 403) and "A new wording." not in stored.statement
    assert stored.get_latest_revision_as_object().statement == "A new wording."
    assert client.get(address(Fact, "history", fact.pk)).status_code == 200


@pytest.mark.parametrize("make", [make_fact, make_conflict], ids=["fact", "disagreement"])
def test_a_code_that_is_taken_is_refused_beside_its_field_and_what_was_typed_stays(lesson, make):
    make(code="taken")
    item = make(code="free")
    client = browser("trainer")
    form = form_of(client, item) | {"code": "taken", "explanation": "Typed.", "statement": "Typed."}
    answer = client.post(address(type(item), "edit", item.pk), form)

    assert answer.status_code == 200 and "Typed." in text_of(answer)
    assert answer.context["form"].errors["code"] == ["This code is taken. Choose one that is free."]


def test_a_reviewers_signature_under_a_fact_mends_every_lesson_that_shows_it(lesson):
    fact = make_fact("one")
    place(lesson, facts_block(fact))
    trainer, reviewer = browser("trainer"), browser("reviewer")
    form = form_of(trainer, fact) | {"statement": "A table gives 722 in all.", "action-submit": "1"}
    trainer.post(address(Fact, "edit", fact.pk), form)

    state = Fact.objects.get(pk=fact.pk).current_workflow_task_state
    sign = reverse("cms_sign", args=[state.pk])
    seen = reviewer.get(sign).context["seen"]
    reviewer.post(sign, {"action": "approve", "seen": seen})

    for path in (lesson.get_url(), "/figures/one/"):
        assert "A table gives 722 in all." in text_of(Client().get(path))


def test_a_reviewer_reads_what_changed_in_the_positions_of_a_disagreement(lesson):
    conflict = make_conflict(make_fact("one"), make_fact("two"), counted="people")
    trainer = browser("trainer")
    form = form_of(trainer, conflict) | {"positions-1-says": "about 700", "action-submit": "1"}
    trainer.post(address(ConflictSet, "edit", conflict.pk), form)

    state = ConflictSet.objects.get(pk=conflict.pk).current_workflow_task_state
    page = text_of(browser("reviewer").get(reverse("cms_sign", args=[state.pk])))

    assert "about 700" in page


# --- finding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["kz-total", "Dushanbe", "about 700"])
def test_facts_that_came_in_bulk_are_found_by_code_and_words(lesson, words):
    values = {"locale": Locale.get_default(), "source": make_source(), "kind": "fact", "confidence": "high"}
    Fact.objects.bulk_create(
        [
            Fact(code="kz-total-700", statement="Said in Dushanbe.", value_text="about 700", **values),
            Fact(code="another", statement="Something else.", **values),
        ]
    )
    client = browser("trainer")
    chooser = reverse(f"{Fact.snippet_viewset.chooser_viewset.url_namespace}:choose_results")

    for found in (client.get(address(Fact, "list"), {"q": words}), client.get(chooser, {"q": words})):
        assert "Said in Dushanbe" in text_of(found) and "Something else" not in text_of(found)


def test_a_disagreement_is_chosen_by_a_word_and_the_newest_stands_first(lesson):
    make_conflict(make_fact("one"), code="older", title="How many in May?", explanation="Two lists.")
    make_conflict(make_fact("two"), code="newer", title="How many in June?")
    client = browser("trainer")
    chooser = reverse(f"{ConflictSet.snippet_viewset.chooser_viewset.url_namespace}:choose_results")

    listed = text_of(client.get(chooser))
    assert -1 < listed.find("in June?") < listed.find("in May?")
    found = text_of(client.get(chooser, {"q": "LISTS"}))
    assert "in May?" in found and "in June?" not in found
    # The list of all disagreements is searched the same way.
    assert "in May?" in text_of(client.get(address(ConflictSet, "list"), {"q": "older"}))


def test_facts_are_sifted_by_source_and_state(lesson):
    make_fact("one", statement="From the first."), make_fact("draft", statement="A draft.", live=False)
    make_fact("two", statement="From the second.", source=make_source("second"))
    client = browser("trainer")

    by_source = text_of(client.get(address(Fact, "list"), {"source": make_source("second").pk}))
    published = text_of(client.get(address(Fact, "list"), {"live": "true"}))
    assert "From the second." in by_source and "From the first." not in by_source
    assert "From the first." in published and "A draft." not in published


# --- naming facts in a disagreement -----------------------------------------------------------------


def test_facts_of_a_position_are_typed_by_their_codes(lesson):
    one, two = make_fact("one"), make_fact("two")
    conflict = make_conflict(one, counted="people")
    client = browser("trainer")
    form = form_of(client, conflict)
    assert form["positions-0-facts"].strip() == "one"

    client.post(address(ConflictSet, "edit", conflict.pk), form | {"positions-0-facts": "two, one"})
    draft = ConflictSet.objects.get(pk=conflict.pk).get_latest_revision_as_object()
    assert {fact.code for fact in draft.positions.first().facts.all()} == {one.code, two.code}


def test_a_code_that_no_fact_has_is_refused_and_stays_as_it_was_typed(lesson):
    conflict = make_conflict(make_fact("one"))
    client = browser("trainer")
    form = form_of(client, conflict) | {"positions-0-facts": "one, no-such-fact"}

    answer = client.post(address(ConflictSet, "edit", conflict.pk), form)

    assert answer.status_code == 200 and "one, no-such-fact" in text_of(answer)
    assert ConflictSet.objects.get(pk=conflict.pk).latest_revision is None


# --- where it is used -----------------------------------------------------------------------------


def used(evidence) -> set[tuple[str, bool]]:
    return {(use.title, use.is_published) for use in uses_of(evidence)}


def test_published_and_drafted_uses_of_a_fact_are_told_apart(lesson):
    fact = make_fact("one")
    other = make_course(lessons=1, practice=0, questions=0).lessons[0]
    place(lesson, facts_block(fact))
    page = LessonPage.objects.get(pk=other.pk)
    page.body = body_of(page, facts_block(fact))
    page.save_revision()
    make_conflict(fact, title="How many, in all?")
    make_question(stem="A published question?", facts=["one"])
    make_question(stem="A drafted question?", facts=["one"], publish=False)

    assert used(fact) == {
        (lesson.title, True), (other.title, False), ("How many, in all?", True),
        ("A published question?", True), ("A drafted question?", False),
    }  # fmt: skip
    panel = text_of(browser("trainer").get(address(Fact, "edit", fact.pk)))
    assert "Only in drafts" in panel and "A drafted question?" in panel and "/figures/one/" in panel


def test_a_draft_of_a_disagreement_or_question_counts_as_a_draft(lesson):
    fact, conflict = make_fact("one"), make_conflict(make_fact("other"), title="How many, in all?")
    position = conflict.positions.first()
    position.facts = [fact]
    conflict.positions = [position]
    conflict.save_revision()
    question = make_question(stem="A question?", facts=["other"])
    question.facts = ["one"]
    question.save_revision()

    assert used(fact) == {("How many, in all?", False), ("A question?", False)}


def test_lessons_that_show_a_disagreement_use_its_facts_too(lesson):
    fact = make_fact("one")
    conflict = make_conflict(fact)
    place(lesson, conflict_block(conflict))

    assert (lesson.title, True) in used(fact) and used(conflict) == {(lesson.title, True)}
    assert used(fact.source) == {(lesson.title, True), (str(fact), True)}


def test_what_nothing_uses_says_so(lesson):
    fact = make_fact("one")

    assert used(fact) == set()
    assert "Nowhere yet." in text_of(browser("trainer").get(address(Fact, "edit", fact.pk)))


# --- what is not deleted --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["fact", "conflict", "source"])
def test_evidence_in_use_is_not_deleted_and_the_refusal_names_where_it_is_used(lesson, kind):
    fact = make_fact("one")
    conflict = make_conflict(fact)
    place(lesson, facts_block(fact), conflict_block(conflict))
    item = {"fact": fact, "conflict": conflict, "source": fact.source}[kind]
    client = browser("operator")

    one = client.post(address(type(item), "delete", item.pk), follow=True)
    bulk = reverse("wagtail_bulk_action", args=["courses", item._meta.model_name, "delete"])
    many = client.post(f"{bulk}?id={item.pk}", follow=True)

    for answer in (one, many):
        assert "cannot be deleted" in messages_of(answer) and lesson.title in messages_of(answer)
    assert type(item).objects.filter(pk=item.pk).exists()


def test_a_refusal_names_a_few_places_and_counts_the_others(lesson):
    fact = make_fact("one")
    for number in range(7):
        make_question(stem=f"Question {number}?", facts=["one"])

    said = messages_of(browser("operator").post(address(Fact, "delete", fact.pk), follow=True))

    assert said.count("question “Question") == 5 and "and 2 more" in said


def test_evidence_that_nothing_uses_is_deleted(lesson):
    fact = make_fact("one")

    browser("operator").post(address(Fact, "delete", fact.pk))

    assert not Fact.objects.filter(pk=fact.pk).exists()


# --- in the workshop's second language --------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
def test_the_desk_opens_in_russian(lesson, model):
    fact = make_fact("one")
    item = {Fact: fact, ConflictSet: make_conflict(fact), Source: fact.source}[model]
    client = browser("operator")
    client.post(reverse("cms_preferences"), {"preferred_language": "ru"})

    for answer in (client.get(address(model, "list")), client.get(address(model, "edit", item.pk))):
        assert answer.status_code == 200 and '<html lang="ru"' in text_of(answer)
