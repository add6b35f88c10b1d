"""Parts of pages that are kept in memory: right for each reader, with nothing of anybody in them."""

import pickle
import re

import pytest
from django.core.cache import caches
from django.test import Client

from courses.api import enrol
from tests.factories import make_course, make_learner

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def kept() -> str:
    """Return everything that the process keeps of pages, as one text."""
    return "\n".join(str(pickle.loads(value)) for value in caches["frames"]._cache.values())  # noqa: S301


def signed_in(learner) -> Client:
    client = Client()
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    return client


def test_what_somebody_looks_for_is_not_kept_with_the_frame(client):
    make_course()
    assert "mahallawords" in client.get("/courses/?q=mahallawords").content.decode()
    assert "mahallawords" not in kept()


def test_no_token_and_nobody_stands_in_what_is_kept():
    course, learner = make_course(lessons=2), make_learner()
    page = signed_in(learner).get(f"/courses/{course.slug}/{course.lessons[0].slug}/").content.decode()
    tokens = TOKEN.findall(page)
    assert len(tokens) >= 2 and 'class="outline"' in kept() and "<fieldset" in kept()
    for personal in (*tokens, "csrfmiddlewaretoken", learner.email, str(learner.public_id)):
        assert personal not in kept()


def test_who_signs_in_and_out_sees_the_frame_of_their_own_role(client):
    before = client.get("/about/").content.decode()
    after = signed_in(make_learner()).get("/about/").content.decode()
    assert "Sign out" not in before and "Sign in" in before
    assert "Sign out" in after and "My learning" in after
    assert client.get("/about/").content.decode().count("Sign out") == 0


def test_a_lesson_done_is_ticked_for_who_did_it_and_for_nobody_else():
    course = make_course(lessons=2, practice=0)
    one, other = signed_in(make_learner()), signed_in(make_learner())
    lesson = f"/courses/{course.slug}/{course.lessons[0].slug}/"
    for client in (one, other):
        assert 'class="tick"' in client.get(lesson).content.decode()
    one.post(f"{lesson}read/")
    assert "tick--done" in one.get(lesson).content.decode()
    assert "tick--done" not in other.get(lesson).content.decode()


def test_signing_out_goes_by_a_form_that_no_other_page_keeps():
    client = signed_in(make_learner())
    page = client.get("/about/").content.decode()
    form = re.search(r'<form id="sign-out".*?</form>', page)[0]
    assert 'action="/accounts/logout/"' in form and TOKEN.search(form)
    assert 'form="sign-out"' in page


def test_what_is_kept_of_my_learning_tells_of_nobody():
    learner = make_learner()
    for _ in range(2):
        enrol(learner=learner, course_key=make_course(lessons=2).key)
    tokens = TOKEN.findall(signed_in(learner).get("/learn/").content.decode())
    assert "1 of 2" in kept() and "of 3 done" in kept()
    for personal in (*tokens, "csrfmiddlewaretoken", learner.email, str(learner.public_id)):
        assert personal not in kept()


def test_a_narrowed_catalogue_shows_what_was_chosen_and_the_next_reader_nothing_of_it(client):
    make_course()
    assert "selected" in client.get("/courses/?minutes=60").content.decode()
    assert "selected" not in client.get("/courses/").content.decode()
    assert "selected" not in kept()
