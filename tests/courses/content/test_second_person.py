"""From a trainer's draft to the reviewer's signature, through the pages they use; and every way around it."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from courses.api import set_up_review
from courses.content.review import SecondPersonTask, TextChanged, editors_since_publication
from courses.content.signatures import Signature
from courses.models import Fact, LessonPage
from lms.accounts.actions import grant
from tests.courses.content.editor import editor_form, post_editor
from tests.courses.content.writing import ANSWERS, draft, prose_of
from tests.courses.evidence.facts import make_fact
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
NEW = "<p>A quiet afternoon at the centre, and a longer thought than a slip.</p>"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def submit(item, user) -> TaskState:
    """Put the newest draft before a second person, as the editor's button does."""
    item = type(item).objects.get(pk=item.pk)
    item.get_workflow().start(item, user)
    return item.current_workflow_task_state


def approve(state, reviewer) -> None:
    """Sign what waits, with an answer to each question."""
    state.task.specific.on_action(state, reviewer, "approve", signature=Signature(ANSWERS))


def live(lesson) -> LessonPage:
    return LessonPage.objects.get(pk=lesson.pk)


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


# --- the road ---------------------------------------------------------------------------------


def test_setting_up_twice_leaves_one_workflow_one_task_and_nothing_else_active(course):
    first, second = set_up_review(), set_up_review()

    assert first.pk == second.pk
    assert SecondPersonTask.objects.count() == 1
    assert Page.objects.get(depth=1).get_workflow() == first
    assert Fact.get_default_workflow() == first
    assert course.page.get_workflow() == first


def test_a_trainer_writes_a_reviewer_signs_and_the_learner_sees_it(lesson, trainer, reviewer):
    draft(lesson, trainer, prose=NEW)
    response = post_editor(signed_in(trainer), lesson, "action-submit")
    assert response.status_code == 302 and NEW not in prose_of(lesson)

    signing = signed_in(reviewer)
    home = signing.get(reverse("wagtailadmin_home"))
    state = TaskState.objects.get(status="in_progress")
    address = reverse("cms_sign", args=[state.pk])
    assert address in home.content.decode()

    page = signing.get(address)
    assert "longer" in page.content.decode()
    seen = page.context["seen"]
    signing.post(address, {"action": "approve", "seen": seen, **ANSWERS})

    assert "longer thought" in prose_of(lesson)
    assert WorkflowState.objects.get().status == "approved"
    shown = Client().get(live(lesson).get_url())
    assert "longer thought" in shown.content.decode()


def test_a_reviewer_sends_a_draft_back_with_a_sentence_and_the_author_reads_it(lesson, trainer, reviewer):
    draft(lesson, trainer, prose=NEW)
    state = submit(lesson, trainer)

    address = reverse("cms_sign", args=[state.pk])
    without_words = signed_in(reviewer).post(address, {"action": "reject", "comment": " "})
    assert "Say in a sentence" in without_words.content.decode()

    signed_in(reviewer).post(address, {"action": "reject", "comment": "Who counted?"})
    home = signed_in(trainer).get(reverse("wagtailadmin_home")).content.decode()
    assert "Sent back" in home and "Who counted?" in home
    assert NEW not in prose_of(lesson)


def test_mail_about_a_signature_names_no_text(lesson, trainer, reviewer, mailoutbox):
    draft(lesson, trainer, prose=NEW, title="Families who came home")
    state = submit(lesson, trainer)
    approve(state, reviewer)

    mail = next(one for one in mailoutbox if trainer.email in one.to)
    assert mail.subject == "Something of yours was signed"
    assert "Families" not in mail.body
    assert "/cms/" in mail.body


def test_what_waits_is_written_on_by_nobody_until_it_is_taken_back(lesson, trainer, other_trainer):
    draft(lesson, trainer, prose=NEW)
    form = editor_form(signed_in(trainer), lesson)
    submit(lesson, trainer)
    newest = live(lesson).latest_revision_id

    for author in (trainer, other_trainer):
        response = signed_in(author).post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
        assert "locked" in messages_of(response)
    assert live(lesson).latest_revision_id == newest

    signed_in(trainer).post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]), {**form, "action-cancel-workflow": "1"}
    )
    assert not live(lesson).workflow_in_progress


def test_a_waiting_fact_is_written_on_by_nobody_either(course, trainer):
    fact = make_fact()
    fact.statement = "A table gives 722 people."
    fact.save_revision(user=trainer)
    submit(fact, trainer)
    newest = Fact.objects.get(pk=fact.pk).latest_revision_id

    address = reverse(fact.snippet_viewset.get_url_name("edit"), args=[fact.pk])
    response = signed_in(trainer).post(address, {"statement": "Other"}, follow=True)

    assert "waits for a second person" in messages_of(response)
    assert Fact.objects.get(pk=fact.pk).latest_revision_id == newest


def test_going_back_to_an_older_version_makes_a_draft_that_needs_a_signature(lesson, trainer, reviewer):
    first = live(lesson).live_revision
    draft(lesson, trainer, prose=NEW)
    signed_in(reviewer).post(
        reverse("cms_sign", args=[submit(lesson, trainer).pk]),
        {"action": "approve", "seen": f"{live(lesson).latest_revision_id}-{stamp(lesson)}", **ANSWERS},
    )
    assert "longer thought" in prose_of(lesson)

    author = signed_in(trainer)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[lesson.pk, first.pk])
    form = {**editor_form(author, lesson, address), "action-publish": "1"}
    author.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), {**form, "revision": first.pk})

    assert "longer thought" in prose_of(lesson)
    assert "quiet morning" in live(lesson).get_latest_revision_as_object().body[0].value.source
    assert editors_since_publication(live(lesson)) == {trainer.pk}


def stamp(lesson) -> str:
    return live(lesson).latest_revision.created_at.isoformat()


# --- who may sign -----------------------------------------------------------------------------


def test_nobody_signs_what_they_wrote_whatever_their_roles(lesson, trainer, operator):
    grant(trainer, "reviewer")
    superuser = make_learner("root@demo.example", is_superuser=True)
    for author in (trainer, operator, superuser):
        draft(lesson, author, prose=NEW)
    state = submit(lesson, trainer)

    for author in (trainer, operator, superuser):
        with pytest.raises(PermissionDenied):
            state.task.specific.on_action(state, author, "approve")
        signed_in(author).post(
            reverse("cms_sign", args=[state.pk]), {"action": "approve", "seen": "", **ANSWERS}
        )
        signed_in(author).post(
            reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk]),
            {"comment": ""},
        )
    assert NEW not in prose_of(lesson)


def test_a_signature_frees_the_authors_for_the_next_text(lesson, trainer, other_trainer, reviewer):
    draft(lesson, trainer, prose=NEW)
    state = submit(lesson, trainer)
    approve(state, reviewer)
    draft(lesson, other_trainer, prose=NEW + "<p>And one more thought.</p>")

    assert editors_since_publication(live(lesson)) == {other_trainer.pk}


def test_a_text_taken_off_remembers_its_last_publication(lesson, trainer, reviewer):
    draft(lesson, trainer, prose=NEW)
    state = submit(lesson, trainer)
    approve(state, reviewer)
    live(lesson).unpublish()

    assert editors_since_publication(live(lesson)) == set()


def test_people_without_the_permission_neither_sign_nor_look(lesson, trainer, other_trainer):
    draft(lesson, trainer, prose=NEW)
    state = submit(lesson, trainer)

    for person in (other_trainer, make_learner("learner@demo.example")):
        assert state.task.specific.get_actions(lesson, person) == []
        answer = signed_in(person).post(reverse("cms_sign", args=[state.pk]), {"action": "approve"})
        assert answer.status_code in (302, 403)
    assert NEW not in prose_of(lesson)


def test_a_text_saved_over_after_it_was_read_is_not_published_unread(lesson, trainer, reviewer):
    revision = draft(lesson, trainer, prose=NEW)
    state = submit(lesson, trainer)
    page = signed_in(reviewer).get(reverse("cms_sign", args=[state.pk]))

    smuggled = revision.as_object()
    smuggled.title = "Something else"
    smuggled.save_revision(user=trainer, overwrite_revision=revision, clean=False)

    with pytest.raises(TextChanged):
        approve(state, reviewer)
    sent = {"action": "approve", "seen": page.context["seen"], **ANSWERS}
    answer = signed_in(reviewer).post(reverse("cms_sign", args=[state.pk]), sent)
    assert answer.status_code == 422
    assert "changed after it was submitted" in answer.content.decode()
    assert live(lesson).title != "Something else"


# --- the ways around --------------------------------------------------------------------------


@pytest.fixture
def everybody(trainer, reviewer, operator):
    """Somebody of every kind that comes into the CMS."""
    return [trainer, reviewer, operator, make_learner("root@demo.example", is_superuser=True)]


def test_no_button_publishes_a_page(lesson, everybody):
    for person in everybody:
        draft(lesson, person, prose=NEW)
        if live(lesson).permissions_for_user(person).can_edit():
            post_editor(signed_in(person), lesson, "action-publish")
        else:
            address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
            signed_in(person).post(address, {"title": "x", "action-publish": "1"})
    assert NEW not in prose_of(lesson)


def test_no_bulk_action_publishes_pages(lesson, everybody):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for person in everybody:
        draft(lesson, person, prose=NEW)
        for page in (lesson, lesson.get_parent()):
            signed_in(person).post(f"{address}?id={page.pk}&next=/cms/", {"include_descendants": "on"})
    assert NEW not in prose_of(lesson)


def test_no_action_of_the_cms_api_publishes_a_page(lesson, everybody):
    old = live(lesson).live_revision_id
    actions = (("publish", {}), ("revert_to_page_revision", {"revision_id": old}), ("create_alias", {}))
    for person in everybody:
        draft(lesson, person, prose=NEW)
        for action, data in actions:
            address = reverse("wagtailadmin_api:pages:action", args=[lesson.pk, action])
            signed_in(person).post(address, json.dumps(data), content_type="application/json")
    assert NEW not in prose_of(lesson)
    assert not Page.objects.exclude(alias_of=None).exists()


def test_no_new_page_copy_or_alias_begins_its_life_published(course, lesson, everybody):
    module = lesson.get_parent()
    before = Page.objects.live().count()
    copied = {"new_title": "A copy", "new_parent_page": str(module.pk), "publish_copies": "on", "alias": "on"}
    new = {"title": "New", "action-publish": "1", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    for number, person in enumerate(everybody):
        client = signed_in(person)
        client.post(
            reverse("wagtailadmin_pages:copy", args=[lesson.pk]), {**copied, "new_slug": f"copy-{number}"}
        )
        address = reverse("wagtailadmin_pages:add", args=["courses", "modulepage", course.page.pk])
        client.post(address, {**new, "slug": f"new-{number}"})
    assert Page.objects.live().count() == before
    assert not Page.objects.exclude(alias_of=None).exists()
    assert Page.objects.filter(slug="copy-0", live=False).exists()


def test_no_button_publishes_a_fact(course, everybody):
    fact = make_fact()
    form = {
        "code": fact.code, "kind": "fact", "statement": "A table gives 725 people.", "country": "KZ",
        "source": fact.source_id, "confidence": "high", "action-publish": "1",
    }  # fmt: skip
    for person in everybody:
        fact.statement = "A table gives 725 people."
        fact.save_revision(user=person)
        client = signed_in(person)
        client.post(reverse(fact.snippet_viewset.get_url_name("edit"), args=[fact.pk]), form)
        client.post(reverse(fact.snippet_viewset.get_url_name("add")), {**form, "code": "another"})

    fact.refresh_from_db()
    assert "725" not in fact.statement
    assert not Fact.objects.filter(code="another", live=True).exists()


def test_a_fact_is_signed_on_the_same_page_as_a_lesson(course, trainer, reviewer):
    fact = make_fact()
    fact.statement = "A table gives 725 people."
    fact.save_revision(user=trainer)
    state = submit(fact, trainer)
    address = reverse("cms_sign", args=[state.pk])

    page = signed_in(reviewer).get(address)
    assert "725" in page.content.decode()
    signed_in(reviewer).post(address, {"action": "approve", "seen": page.context["seen"]})

    fact.refresh_from_db()
    assert "725" in fact.statement
