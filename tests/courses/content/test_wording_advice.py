"""Authors and reviewers are shown words that hurt; nothing is blocked."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.content.wording_advice import wording_advice
from courses.models import LessonPage
from tests.courses.content.test_second_person import live, signed_in, submit
from tests.courses.content.writing import ANSWERS, draft

pytestmark = pytest.mark.django_db
HURTFUL = "<p>An ISIS bride came home.</p><p>The sons of militants started school.</p>"


def edit_page(user, page) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_the_editor_names_the_words_why_and_what_to_write_instead(lesson, trainer):
    draft(lesson, trainer, prose=HURTFUL)
    page = edit_page(trainer, lesson)

    assert "To look at again" in page
    assert "“ISIS bride”" in page and "“sons of militants”" in page
    assert "a woman who returned from Syria" in page
    assert "Nothing is locked; whoever signs with open marks says why." in page


def test_a_draft_without_such_words_says_that_nothing_was_found(lesson, trainer):
    assert "Nothing found in what is saved." in edit_page(trainer, lesson)


def test_the_second_person_reads_the_advice_and_signs_with_a_reason(lesson, trainer, reviewer):
    draft(lesson, trainer, prose=HURTFUL)
    state = submit(lesson, trainer)
    client = signed_in(reviewer)
    address = reverse("cms_sign", args=[state.pk])

    page = client.get(address)
    assert "“ISIS bride”" in page.content.decode()
    sent = {"action": "approve", "seen": page.context["seen"], **ANSWERS}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Say why this may be published all the same." in refused.content.decode()
    client.post(address, {**sent, "reason": "The words are what the exercise is about."})
    assert "ISIS bride" in str(live(lesson).body)


def test_a_title_is_judged_as_a_headline_and_a_caption_as_a_caption(lesson):
    page = LessonPage.objects.get(pk=lesson.pk)
    page.title = "ISIS returnees get sewing machines"
    page.content_note = "Radicalised kids at school"
    found = {mark.words: mark.severity for mark in wording_advice(page).marks}

    assert found["ISIS returnees"] == "medium"
    assert found["Radicalised kids"] == "low"


def test_what_a_lesson_quotes_in_order_to_speak_about_it_is_left_alone(lesson, trainer):
    quoted = "<p>Avoid the words ‘ISIS bride’ in a caption.</p>"
    draft(lesson, trainer, prose=quoted)

    assert "Nothing found in what is saved." in edit_page(trainer, lesson)


def test_paragraphs_stay_paragraphs(lesson):
    page = LessonPage.objects.get(pk=lesson.pk)
    apart = "<p>The ten-year-old boy lives in a village.</p><p>His father, a militant, was killed.</p>"
    page.body = page.body.stream_block.to_python([{"type": "prose", "value": apart}])
    assert wording_advice(page).marks == []

    page.body = page.body.stream_block.to_python([{"type": "prose", "value": apart.replace("</p><p>", " ")}])
    assert [mark.entry for mark in wording_advice(page).marks] == ["child-mosaic"]


def test_the_advice_in_a_language_not_reviewed_says_so_also_outside_the_demo(lesson, settings):
    from wagtail.models import Locale

    settings.WORDING_SHOWS_UNREVIEWED = False
    page = LessonPage.objects.get(pk=lesson.pk)
    page.locale, page.title = Locale.objects.get(language_code="ru"), "Дети террористов пойдут в школу"
    advice = wording_advice(page)

    assert [mark.words for mark in advice.marks] == ["Дети террористов"]
    assert not advice.is_reviewed
