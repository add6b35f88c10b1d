"""What is open in a draft is named beside the editor, and signed knowingly or not at all."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from courses.content.open_marks import open_marks
from courses.models import LessonPage, SignedVersion, Source
from tests.courses.content.test_second_person import live, signed_in, submit
from tests.courses.content.writing import ANSWERS, draft, prose_of
from tests.courses.evidence.facts import conflict_block, facts_block, make_conflict, make_fact, place
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
COUNTED = "<p>By one count 722 people came home, and nobody knows how many are well.</p>"


def kinds(page) -> list[str]:
    return [mark.kind for mark in open_marks(page).marks]


def newest(lesson) -> LessonPage:
    return live(lesson).get_latest_revision_as_object()


def editor(user, page) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


# --- what is marked ---------------------------------------------------------------------------


def test_a_number_without_its_fact_is_marked_beside_the_editor_until_the_fact_is_placed(lesson, trainer):
    draft(lesson, trainer, prose=COUNTED)
    page = editor(trainer, lesson)
    assert "Number without a source" in page and "No fact on this page says 722." in page

    place(lesson, facts_block(make_fact("counted")))
    draft(lesson, trainer, prose=COUNTED)
    assert kinds(newest(lesson)) == []


def test_a_number_whose_fact_waits_for_its_signature_is_told_from_one_that_nothing_says(lesson, trainer):
    waiting = make_fact("waiting", live=False)
    # A disagreement that is a draft itself brings its facts along.
    for shown in (facts_block(waiting), conflict_block(make_conflict(waiting, live=False))):
        place(lesson, shown, ("prose", "<p>Of 722 people 13 wrote to us.</p>"))
        assert [mark.why for mark in open_marks(newest(lesson)).marks] == [
            "The fact on this page that says 722 is not published yet.",
            "No fact on this page says 13.",
        ]

    place(lesson, facts_block(waiting), ("prose", "<p>Of 722 people 13 wrote to us.</p>"))
    waiting.save_revision().publish()
    assert [mark.why for mark in open_marks(newest(lesson)).marks] == ["No fact on this page says 13."]


def test_a_fact_from_an_outdated_source_is_marked_with_the_reason(lesson):
    place(lesson, facts_block(make_fact("counted")))
    Source.objects.update(outdated_because="A newer report of 2024 counts anew.")

    (mark,) = open_marks(newest(lesson)).marks
    assert (mark.kind, mark.why) == ("source", "A newer report of 2024 counts anew.")


def test_details_that_identify_together_are_told_apart_from_words(lesson, trainer):
    draft(
        lesson, trainer, prose="<p>The ten-year-old boy lives in a village. His father, a militant, died.</p>"
    )
    assert "identifying" in kinds(newest(lesson))


def test_a_lesson_longer_than_nine_minutes_is_asked_to_be_split(lesson, trainer):
    draft(lesson, trainer, prose="<p>" + "A quiet word. " * 900 + "</p>")
    (mark,) = open_marks(newest(lesson)).marks
    assert mark.kind == "length" and "split it" in mark.better


# --- what is signed ---------------------------------------------------------------------------


def sign(user, state, **sent):
    client, address = signed_in(user), reverse("cms_sign", args=[state.pk])
    seen = client.get(address).context["seen"]
    return client.post(address, {"action": "approve", "seen": seen, **sent})


def test_three_questions_come_before_a_signature_and_their_answers_stay_with_the_version(
    lesson, trainer, reviewer
):
    draft(lesson, trainer, prose="<p>A quiet evening, told anew.</p>")
    state = submit(lesson, trainer)
    refused = sign(reviewer, state, **{**ANSWERS, "evidence": " "}, comment="Well written.")

    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'href="#evidence"' in page and ANSWERS["harm_if_wrong"] in page and "Well written." in page
    assert "told anew" not in prose_of(lesson)

    sign(reviewer, state, **ANSWERS)
    kept = SignedVersion.objects.get()
    assert "told anew" in prose_of(lesson)
    assert kept.revision_id == live(lesson).live_revision_id and kept.signed_by == reviewer
    assert {name: getattr(kept, name) for name in ANSWERS} == ANSWERS
    assert (kept.open_count, kept.reason) == (0, "")


def test_open_marks_are_signed_with_a_reason_and_kept_as_they_were(lesson, trainer, reviewer):
    draft(lesson, trainer, prose=COUNTED)
    state = submit(lesson, trainer)
    assert sign(reviewer, state, **ANSWERS).status_code == 422

    sign(reviewer, state, **ANSWERS, reason="The number is the example of the lesson.")
    kept = SignedVersion.objects.get()
    assert kept.open_count == 1 and kept.marks[0]["kind"] == "number"
    assert "722" in prose_of(lesson)


def test_the_answers_for_the_last_version_stand_there_to_be_changed(lesson, trainer, reviewer):
    draft(lesson, trainer, prose="<p>A quiet evening, told anew.</p>")
    sign(reviewer, submit(lesson, trainer), **ANSWERS)
    draft(lesson, trainer, prose="<p>And told once more.</p>")
    page = signed_in(reviewer).get(reverse("cms_sign", args=[submit(lesson, trainer).pk]))

    assert ANSWERS["women_and_children"] in page.content.decode()


def test_no_other_button_of_the_cms_signs_without_the_answers(lesson, trainer, reviewer):
    draft(lesson, trainer, prose="<p>A quiet evening, told anew.</p>")
    state = submit(lesson, trainer)
    signed_in(reviewer).post(
        reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk]), {"comment": ""}
    )
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, reviewer, "approve")

    assert "told anew" not in prose_of(lesson) and not SignedVersion.objects.exists()


def test_the_database_keeps_no_signature_without_answers_or_reason(lesson, trainer):
    revision = draft(lesson, trainer, prose=COUNTED)
    for missing in ({"evidence": ""}, {"open_count": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            fields = {**ANSWERS, "revision": revision, "item_key": lesson.translation_key, **missing}
            SignedVersion.objects.create(**fields)


# --- the report -------------------------------------------------------------------------------


def test_the_report_names_what_stands_open_in_published_texts_and_who_signed_it_why(
    lesson, trainer, reviewer
):
    draft(lesson, trainer, prose=COUNTED)
    sign(reviewer, submit(lesson, trainer), **ANSWERS, reason="The number is the example of the lesson.")
    Source.objects.create(
        code="old", short="Old report", title="Old", as_of="2015", outdated_because="Newer."
    )
    page = signed_in(trainer).get(reverse("cms_open_marks")).content.decode()

    assert "No fact on this page says 722." in page
    assert "The number is the example of the lesson." in page
    assert "Old report" in page and "Newer." in page


def test_who_neither_writes_nor_signs_has_no_report(course):
    person = make_learner("learner@demo.example")
    assert signed_in(person).get(reverse("cms_open_marks")).status_code in (302, 403)


def test_a_name_is_a_question_and_asks_for_no_reason(lesson, trainer, reviewer):
    draft(lesson, trainer, prose="<p>Then Aizada Bekova told us how she sleeps.</p>")
    assert "Is a person named here? Aizada Bekova." in editor(trainer, lesson)

    sign(reviewer, submit(lesson, trainer), **ANSWERS)
    assert "Aizada" in prose_of(lesson)
