"""The box on the front page: a headline goes in, what a reader would hear comes out."""

import re

import pytest
from django.urls import reverse

from courses.api import LONGEST_TEXT
from tests.factories import make_home

pytestmark = pytest.mark.django_db
HEADLINE = "ISIS bride opens bakery"


def send(client, text=HEADLINE, language="en", position="headline", **headers):
    fields = {"text": text, "language": language, "position": position}
    return client.post(reverse("wording"), fields, headers=headers)


def test_the_front_page_asks_for_a_headline(client):
    make_home()
    page = client.get("/").content.decode()

    form = re.search(r'<form[^>]*action="/wording/#wording-result".*?</form>', page, re.DOTALL).group()
    assert 'method="post"' in form and 'name="text"' in form and 'name="position" value="headline"' in form


def test_a_headline_is_shown_with_its_marks_reasons_and_better_words(client):
    page = send(client).content.decode()

    assert "<mark>ISIS bride</mark><sup>1</sup> opens bakery" in page
    assert "a marriage with a group" in page and "a woman who returned from Syria" in page
    assert "1 place that a reader could hear as a label." in page
    # What was typed stands in the form again, and nothing of it in the address.
    assert HEADLINE in re.search(r"<textarea.*?</textarea>", page, re.DOTALL).group()


def test_words_that_are_known_as_hurtful_nowhere_get_no_praise(client):
    page = send(client, "Twelve families received housing.").content.decode()

    assert "knows none of these words" in page and "You decide" in page
    assert "<mark>" not in page


def test_a_milder_note_says_why_it_is_milder(client):
    page = send(client, "Avoid 'ISIS bride' in captions.").content.decode()

    assert "Nothing here has to change" in page
    assert "speak about the word itself" in page


def test_details_that_identify_together_are_named_together(client):
    text = "Little Aizada, 9, goes to School 14; her father fought for ISIS."
    page = send(client, text).content.decode()

    assert "Together these let a person be found" in page
    assert "<mark>Little Aizada</mark>" in page


def test_a_fragment_is_enough_for_htmx(client):
    answer = send(client, hx_request="true")

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode() and "<mark>ISIS bride</mark>" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "language", "position", "told"),
    [
        ("", "en", "headline", "Paste a headline"),
        ("a" * (LONGEST_TEXT + 1), "en", "body", "longer than 20,000 characters"),
        ("Words.", "fr", "headline", "does not know this language"),
        ("Words.", "", "headline", "does not know this language"),
        ("Words.", "en", "attic", "headline, a caption"),
        ("Дети боевиков", "en", "headline", "letters of that language"),
    ],
)
def test_what_cannot_be_checked_is_said_and_kept_in_the_form(client, text, language, position, told):
    answer = send(client, text, language, position)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page and 'id="wording-problem"' in page
    assert text in re.search(r"<textarea.*?</textarea>", page, re.DOTALL).group()
    assert send(client, text, language, position, hx_request="true").status_code == 200


def test_what_is_typed_is_never_read_as_markup(client):
    page = send(client, "<script>alert(1)</script> ISIS bride <b>x").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>ISIS bride</mark>" in page


def test_a_language_nobody_has_reviewed_says_so(client):
    page = send(client, "Дети террористов пойдут в школу.", "ru").content.decode()

    assert "<mark>Дети террористов</mark>" in page
    assert "No native reader has reviewed" in page


def test_outside_the_demo_only_reviewed_languages_are_offered(client, settings):
    settings.WORDING_SHOWS_UNREVIEWED = False
    page = client.get(reverse("wording")).content.decode()

    offered = re.search(r'<select id="wording-language".*?</select>', page, re.DOTALL).group()
    assert re.findall(r'value="(\w+)"', offered) == ["en"]
    assert send(client, "Дети террористов.", "ru").status_code == 422


def test_the_reasons_come_in_the_readers_language(client):
    page = client.post("/ru/wording/", {"text": HEADLINE, "language": "en", "position": "headline"})

    assert "a marriage with a group" not in page.content.decode()


def test_a_text_full_of_marks_stays_a_page(client):
    page = send(client, "ISIS bride. " * 1000).content.decode()

    assert page.count("<mark>") == 40
    assert "960 more places are not shown" in page


def test_a_visitor_who_types_nothing_may_look_at_the_page(client):
    page = client.get(reverse("wording"))

    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
