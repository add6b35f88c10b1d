"""The wording check for other programs: exact, open, limited, and it keeps nothing."""

import json
import logging

import jsonschema
import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from courses.api import LONGEST_TEXT
from lms.home.wording import sentences

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/wording"
SECRET = "Aizada Nobody"


@pytest.fixture(scope="module")
def description() -> dict:
    return Client().get("/api/v1/openapi.json").json()


def ask(client, body, content_type="application/json", **headers):
    data = body if isinstance(body, (bytes, str)) else json.dumps(body)
    return client.generic("POST", ADDRESS, data, content_type=content_type, headers=headers)


def fits(description: dict, name: str, value) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


def test_a_text_is_answered_with_its_marks(client, description):
    answer = ask(client, {"text": "An ISIS bride spoke.", "language": "en", "position": "headline"})

    assert answer.status_code == 200
    found = answer.json()
    fits(description, "Answer", found)
    (mark,) = found["marks"]
    assert (mark["words"], mark["start"], mark["end"]) == ("ISIS bride", 3, 13)
    assert (mark["level"], mark["severity"], mark["exception"]) == ("flag", "high", None)
    assert found["is_reviewed"] is True and found["marks_left_off"] == 0
    assert "no-store" in answer["Cache-Control"]


def test_a_text_is_a_body_unless_it_is_said_where_it_stands(client):
    found = ask(client, {"text": "ISIS returnees get sewing machines.", "language": "en"}).json()

    assert found["position"] == "body" and found["marks"][0]["level"] == "hint"


def test_details_that_identify_together_are_told_one_by_one(client, description):
    text = "Little Aizada, 9, goes to School 14; her father fought for ISIS."
    found = ask(client, {"text": text, "language": "en"}).json()

    fits(description, "Answer", found)
    assert {"NAME", "KIN", "AGE"} <= {detail["feature"] for detail in found["marks"][0]["details"]}


def test_no_cookie_and_no_session_is_asked_for_or_given():
    client = Client(enforce_csrf_checks=True)
    answer = ask(client, {"text": "Words.", "language": "en"})

    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b" ", 400, "bad_json"),
        (b"{", 400, "bad_json"),
        (b"\xff\xfe{", 400, "bad_json"),
        (b"[" * 100_000, 400, "bad_json"),
        (b"[]", 422, "bad_fields"),
        (b"null", 422, "bad_fields"),
        ({"language": "en"}, 422, "bad_fields"),
        ({"text": 7, "language": "en"}, 422, "bad_fields"),
        ({"text": "a", "language": None}, 422, "bad_fields"),
        ({"text": "a", "language": "en", "position": ["body"]}, 422, "bad_fields"),
        ({"text": " \n ", "language": "en"}, 422, "empty"),
        ({"text": "a" * (LONGEST_TEXT + 1), "language": "en"}, 422, "too_long"),
        (b'{"text": "a \\ud800 b", "language": "en"}', 422, "not_text"),
        (b'{"text": "a", "language": "\\ud800"}', 422, "unknown_language"),
        ({"text": "a", "language": "fr"}, 422, "unknown_language"),
        ({"text": "Дети", "language": "en"}, 422, "other_script"),
        ({"text": "a", "language": "en", "position": "attic"}, 422, "unknown_position"),
        (b"x" * (300 * 1024), 413, "too_large"),
    ],
)
def test_what_is_no_question_is_refused_with_its_reason(client, description, body, status, code):
    answer = ask(client, body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    fits(description, "Refusal", answer.json())
    assert answer.json()["error"]["message"]


def test_a_form_of_another_site_cannot_ask(client):
    for content_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        assert ask(client, '{"text": "a", "language": "en"}', content_type).status_code == 415


def test_nothing_but_a_post_is_answered(client):
    assert client.get(ADDRESS).status_code == 405
    assert client.put(ADDRESS).status_code == 405


def test_the_strangest_letters_are_checked_and_not_feared(client):
    text = "\x00 Syria \u202e\u200b" + "🙂" * 50 + " ISIS bride"
    (mark,) = ask(client, {"text": text, "language": "en"}).json()["marks"]

    assert text[mark["start"] : mark["end"]] == "ISIS bride"


def test_reasons_and_refusals_are_told_in_the_callers_language(client):
    body = {"text": "An ISIS bride spoke.", "language": "en"}
    answer = ask(client, body, accept_language="ru")

    assert "Accept-Language" in answer["Vary"]
    reason = answer.json()["marks"][0]["why"]
    assert reason != ask(client, body).json()["marks"][0]["why"]
    assert any("а" <= letter <= "я" for letter in reason)


def test_a_language_without_native_review_is_not_offered_outside_the_demo(client, settings):
    body = {"text": "Дети террористов пойдут в школу.", "language": "ru"}
    assert ask(client, body).json()["is_reviewed"] is False

    settings.WORDING_SHOWS_UNREVIEWED = False
    answer = ask(client, body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "language_not_reviewed")
    assert ask(client, {"text": "Words.", "language": "en"}).status_code == 200


def test_a_visitor_who_asks_without_end_is_asked_to_wait(client, monkeypatch):
    from lms.home.wording import checks

    monkeypatch.setattr(checks, "CHECKS_OF_ONE_VISITOR", 3)
    for _ in range(3):
        assert ask(client, {"text": "Words.", "language": "en"}).status_code == 200
    answer = ask(client, {"text": "Words.", "language": "en"})
    assert answer.status_code == 429 and int(answer["Retry-After"]) == sentences.PERIOD_SECONDS
    # Others are not held up, and the page counts with the endpoint.
    assert client.generic("POST", ADDRESS, "{}", REMOTE_ADDR="10.9.9.9").status_code == 415
    assert client.post("/wording/", {"text": "Words.", "language": "en"}).status_code == 429


def test_a_text_with_a_thousand_places_gets_a_bounded_answer(client):
    found = ask(client, {"text": "ISIS bride. " * 1000, "language": "en"}).json()

    assert len(found["marks"]) == 200 and found["marks_left_off"] == 800


@pytest.mark.parametrize("way", ["program", "reader", "refused"])
def test_nothing_of_a_text_is_stored_or_logged(client, caplog, capsys, monkeypatch, way):
    kept: list[str] = []
    for name in ("set", "add"):
        original = getattr(cache, name)
        monkeypatch.setattr(
            cache,
            name,
            lambda *args, _original=original, **kw: (kept.append(repr(args)), _original(*args, **kw))[1],
        )
    rows = {model: model._default_manager.count() for model in apps.get_models()}
    text = f"{SECRET}, an ISIS bride."
    with caplog.at_level(logging.DEBUG):
        if way == "reader":
            answer = client.post("/wording/", {"text": text, "language": "en", "position": "headline"})
            assert SECRET in answer.content.decode()
        else:
            ask(client, {"text": text, "language": "en" if way == "program" else "fr"})

    assert {model: model._default_manager.count() for model in apps.get_models()} == rows
    assert SECRET not in caplog.text + "".join(kept) + "".join(capsys.readouterr())
    assert kept and not client.session.keys()


def test_the_description_names_what_the_endpoint_does(description, settings):
    assert description["openapi"].startswith("3.1")
    operation = description["paths"][ADDRESS]["post"]
    assert set(operation["responses"]) == {"200", "400", "413", "415", "422", "429"}
    question = description["components"]["schemas"]["Question"]
    assert question["properties"]["language"]["enum"] == [code for code, _name in settings.LANGUAGES]
    for schema in description["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
