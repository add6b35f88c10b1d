"""Cases anybody may play: listed, played with a signed way in the form, kept nowhere."""

import re
import uuid

import pytest

from casestudies.models import ChoiceTally
from courses.models import OutcomeRecord
from lms.home.packages.keys import key_of
from tests.factories import make_case, make_home, make_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    make_home()
    return make_case()


def post(client, case, html: str, **fields):
    way = re.search(r'name="way" value="([^"]*)"', html)[1]
    return client.post(f"/cases/{case.code}/", {"way": way, **fields})


def test_published_cases_are_listed_and_drafts_are_not(client, case):
    hidden = make_case(title="Hidden away")
    hidden.unpublish()
    page = client.get("/cases/play/").content.decode()
    assert f"/cases/{case.code}/" in page and "Hidden away" not in page
    assert client.get(f"/cases/{hidden.code}/").status_code == 404
    assert client.get("/cases/no-such-case/").status_code == 404


@pytest.mark.parametrize("is_learner", [True, False])
def test_a_case_is_played_to_its_debrief_and_kept_nowhere(client, case, is_learner):
    if is_learner:
        client.force_login(make_learner(), backend="lms.accounts.backends.ScopedBackend")
    html = client.get(f"/cases/{case.code}/").content.decode()
    for step in ("gate/b", "yard/b"):
        answer = post(client, case, html, choice=str(key_of("choice", f"{case.code}/{step}")))
        html = answer.content.decode()
        assert answer.status_code == 200
    html = post(client, case, html, finish="yes").content.decode()
    assert "Comment on b to yard" in html
    assert OutcomeRecord.objects.count() == ChoiceTally.objects.count() == 0


def test_what_was_not_offered_is_refused_in_place(client, case):
    html = client.get(f"/cases/{case.code}/").content.decode()
    answer = post(client, case, html, choice=str(uuid.uuid4()))
    assert answer.status_code == 422
    assert (
        "Text of the gate." in answer.content.decode() and "Text of the room." not in answer.content.decode()
    )


def test_a_case_in_a_lesson_says_where_the_way_is_kept(client, make_player):
    player = make_player()
    page = client.get(f"/cases/{player.case.code}/").content.decode()
    assert player.page in page and "In the course your way is kept" in page


def test_a_case_costs_few_queries(client, case, django_assert_max_num_queries):
    client.get(f"/cases/{case.code}/")
    with django_assert_max_num_queries(8):
        client.get(f"/cases/{case.code}/")
