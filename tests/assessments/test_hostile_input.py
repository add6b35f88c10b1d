"""Whatever is sent to a test: a clear answer, an unchanged attempt, never a broken page."""

import uuid
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Attempt
from courses.models import OutcomeRecord
from tests.factories import make_learner, make_question

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ROUTES = ["test_save", "test_finish"]


def raw_post(client, address, body: bytes | str, **headers):
    """Post a body as it is, without a test client's tidying."""
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    return client.generic("POST", address, data, content_type="application/x-www-form-urlencoded", **headers)


def snapshot(attempt: Attempt) -> dict:
    row = Attempt.objects.filter(pk=attempt.pk).values().get()
    return row


@pytest.fixture
def attempt(sitting):
    sitting.begin()
    sitting.save(True)
    return sitting.attempt


@pytest.mark.parametrize("route", ROUTES)
def test_answers_to_questions_that_were_not_drawn_are_refused(sitting, attempt, route):
    before = snapshot(attempt)
    other = make_question()
    for key in (other.translation_key, "nonsense", "", uuid.uuid4()):
        fields = sitting.fields(False, False, False, False) | {f"choice-{key}": other.choices[0].id}
        assert sitting.client.post(sitting.address(route), fields).status_code == 400
    assert snapshot(attempt) == before


@pytest.mark.parametrize("route", ROUTES)
def test_choices_of_another_question_are_refused(sitting, attempt, route):
    before = snapshot(attempt)
    first, second = (each["question"] for each in attempt.drawn[:2])
    fields = sitting.fields(True, True, True, True)
    fields[f"choice-{first}"] = fields[f"choice-{second}"]
    assert sitting.client.post(sitting.address(route), fields).status_code == 400
    assert snapshot(attempt) == before


@pytest.mark.parametrize("route", ROUTES)
def test_a_key_sent_twice_is_refused(sitting, attempt, route):
    before = snapshot(attempt)
    key = attempt.drawn[0]["question"]
    ids = [block.id for block in sitting.question(key).choices]
    for values in ([ids[0], ids[0]], [ids[0], ids[1]], ids):
        fields = sitting.fields(True, True, True, True) | {f"choice-{key}": values}
        assert sitting.client.post(sitting.address(route), fields).status_code == 400
    fields = sitting.fields(True, True, True, True) | {f"verdict-{key}": "true"}
    assert sitting.client.post(sitting.address(route), fields).status_code == 400
    assert snapshot(attempt) == before


@pytest.mark.parametrize("route", ROUTES)
def test_ten_thousand_fields_are_refused(sitting, attempt, route):
    before = snapshot(attempt)
    body = f"attempt={attempt.public_id}&" + "&".join(f"choice-{number}=x" for number in range(10_000))
    assert raw_post(sitting.client, sitting.address(route), body).status_code == 400
    assert snapshot(attempt) == before


def test_a_score_that_is_sent_along_is_not_looked_at(sitting, attempt):
    forged = {"score": "1", "passed": "true", "marks": "{}", "pass_mark": "1", "submitted_at": "2030-01-01"}
    sitting.finish(False, False, False, False, **forged)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (0, False)


def test_negative_and_endless_times_are_not_believed(sitting, attempt):
    key = attempt.drawn[1]["question"]
    for at, sent in [("-1e308", "1e308"), ("1e999", "1"), ("nan", "nan"), ("9" * 400, "1"), ("1", "-5")]:
        response = sitting.save(None, True, **{f"at-{key}": at, "sent": sent})
        assert response.status_code == 200
    attempt.refresh_from_db()
    assert 0 < attempt.answers[key]["at"] < 1e11


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "attempt_id", ["", "nonsense", "\x00", "x" * 100_000, "5d1f4a4e-0000-4000-8000-000000000000", "%ED%A0%80"]
)
def test_an_attempt_that_does_not_exist_is_not_found(sitting, attempt, route, attempt_id):
    response = sitting.client.post(sitting.address(route), {"attempt": attempt_id})
    assert response.status_code == 404


@pytest.mark.parametrize("route", ROUTES)
def test_another_learner_s_attempt_is_not_found_and_unchanged(sitting, attempt, route):
    before = snapshot(attempt)
    stranger = Client()
    stranger.force_login(make_learner(), backend="lms.accounts.backends.ScopedBackend")
    fields = sitting.fields(False, False, False, False)
    assert stranger.post(sitting.address(route), fields).status_code == 404
    assert snapshot(attempt) == before


def test_visitors_change_nothing(sitting, attempt):
    before = snapshot(attempt)
    for route in [*ROUTES, "test_begin"]:
        response = Client().post(sitting.address(route), sitting.fields(False, False, False, False))
        assert response.status_code == 302
    assert snapshot(attempt) == before


def test_without_its_token_a_form_is_refused(sitting, attempt):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(sitting.learner, backend="lms.accounts.backends.ScopedBackend")
    for route in [*ROUTES, "test_begin"]:
        assert strict.post(sitting.address(route), sitting.fields(True)).status_code == 403


def test_an_attempt_at_another_course_is_not_finished_under_this_address(sitting, attempt):
    from tests.factories import make_course

    other = make_course(lessons=1, practice=0, questions=1)
    fields = sitting.fields(True, True, True, True)
    assert sitting.client.post(f"/courses/{other.slug}/test/finish/", fields).status_code == 404
    assert sitting.client.get(f"/courses/{other.slug}/test/result/{attempt.public_id}/").status_code == 404
    attempt.refresh_from_db()
    assert not attempt.is_finished


texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["\x00", "\ud800", "true", "false", "nan", "-1", "1e999", "x" * 5000, "|", "a b|true"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_form_breaks_a_page_or_an_attempt(sitting, attempt, data):
    keys = [each["question"] for each in attempt.drawn]
    ids = [block.id for key in keys for block in sitting.question(key).choices]
    names = st.one_of(
        st.builds(
            lambda prefix, key: prefix + key,
            st.sampled_from(["choice-", "verdict-", "place-", "pair-", "text-", "was-", "at-", "choice", ""]),
            st.one_of(st.sampled_from(keys), texts),
        ),
        st.sampled_from(["window", "sent", "sure", "later", "attempt", "csrfmiddlewaretoken"]),
    )
    pairs = data.draw(st.lists(st.tuples(names, st.one_of(st.sampled_from(ids), texts)), max_size=12))
    pairs = [(name, value) for name, value in pairs if (name, value) != ("sure", "yes")]
    if data.draw(st.booleans()):
        pairs.insert(0, ("attempt", str(attempt.public_id)))
    body = "&".join(
        f"{quote(name, safe='', errors='surrogatepass')}={quote(value, safe='', errors='surrogatepass')}"
        for name, value in pairs
    )
    route = data.draw(st.sampled_from(ROUTES))
    headers = {"HTTP_HX_REQUEST": "true"} if data.draw(st.booleans()) else {}
    response = raw_post(sitting.client, sitting.address(route), body, **headers)
    assert response.status_code in {200, 302, 400, 404, 422}
    attempt.refresh_from_db()
    if attempt.is_finished:
        # Only a form that answered everything, rightly formed, may close an attempt.
        assert len(attempt.answers) == len(keys)
        Attempt.objects.filter(pk=attempt.pk).update(
            submitted_at=None, score=None, passed=None, marks={}, answers_until=None
        )
        OutcomeRecord.objects.all().delete()
        attempt.refresh_from_db()
    assert set(attempt.answers) <= set(keys)
    for key, answer in attempt.answers.items():
        own = {block.id for block in sitting.question(key).choices}
        assert set(answer["choices"]) <= own
        assert len(answer["choices"]) <= 1
        assert answer["verdict"] is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300))
def test_no_bytes_break_a_page(sitting, attempt, body):
    before = snapshot(attempt)
    for route in ROUTES:
        response = raw_post(
            sitting.client, sitting.address(route), f"attempt={attempt.public_id}&".encode() + body
        )
        assert response.status_code in {200, 302, 400, 404, 422}
    after = snapshot(attempt)
    assert {name: after[name] for name in ("score", "submitted_at", "drawn", "answers")} == {
        name: before[name] for name in ("score", "submitted_at", "drawn", "answers")
    }
