"""An operator changes a rule only after seeing whom it affects, and when; nothing earned is taken away."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lms.accounts.api import grant
from lms.certificates.models import Award, AwardRule
from lms.certificates.rules import Rung
from lms.certificates.rungs.actions import claim_rung
from lms.certificates.rungs.preview import preview
from lms.certificates.rungs.queries import served_competencies
from lms.certificates.rungs.rules import FIRST, Terms
from tests.certificates.conftest import person
from tests.certificates.ladder import CODE, deep_course, finish, observer, placed, see
from tests.ground import anew

pytestmark = pytest.mark.django_db
ADDRESS = f"/coordination/rules/{CODE}/knowledge-certified/"


@pytest.fixture(scope="module")
def _course(shared_ground):
    return deep_course(title="Deep course")


@pytest.fixture
def course(_course, db):
    return anew(_course)


def operator_of(client):
    somebody = person()
    grant(somebody, "operator")
    client.force_login(somebody)
    return client


@pytest.fixture
def operating(client):
    """A browser of somebody who sets rules."""
    return operator_of(client)


def people(course, *scores: float) -> list:
    made = []
    for score in scores:
        made.append(person())
        finish(made[-1], course, score=score)
    return made


def hold(somebody) -> Award:
    return claim_rung(learner=somebody, competency_code=CODE, rung=Rung.KNOWLEDGE, language="en")


def said(**changed) -> dict:
    day = timezone.localdate().isoformat()
    return {"least_percent": "90", "valid_months": "12", "valid_from": day, "do": "preview"} | changed


def seen_in(answer) -> str:
    return re.search(r'name="seen" value="([^"]+)"', answer.content.decode())[1]


def test_fourteen_people_fall_due_in_a_named_month_and_keep_what_they_hold(client, course):
    with time_machine.travel("2027-03-10 09:00"):
        operating = operator_of(client)
        for somebody in people(course, *[0.95] * 14):
            hold(somebody)

        page = " ".join(operating.post(ADDRESS, said()).content.decode().split())

    assert "14 people hold this certificate today and keep it to its last day" in page
    assert "14 people fall due in March 2029" in page
    assert "March 2031" in page
    assert "March 2030" in page
    assert "Мисалова" not in page
    assert not AwardRule.objects.exists()
    assert Award.objects.count() == 14


def test_who_could_claim_before_and_after_is_counted_without_those_who_hold(course):
    holder, *_rest = people(course, 0.95, 0.95, 0.85, 0.8, 0.76)
    hold(holder)
    served = served_competencies("en")[CODE]

    stricter = preview(served, Rung.KNOWLEDGE, before=FIRST, after=Terms(least_percent=90))
    milder = preview(served, Rung.KNOWLEDGE, before=FIRST, after=Terms(least_percent=75))

    assert (stricter.newly, stricter.no_longer) == (0, 2)
    assert (milder.newly, milder.no_longer) == (1, 0)
    assert (stricter.holders, milder.holders) == (1, 1)


def test_two_raters_instead_of_one_are_previewed_the_same_way(course):
    learner, other, first, second = placed(person()), placed(person()), observer(), observer()
    see(learner, first)
    wish = see(other, first, raters=2)
    see(other, second, wish=wish)
    served = served_competencies("en")[CODE]

    effect = preview(served, Rung.PRACTICE, before=Terms(raters=1), after=Terms(raters=2))

    assert (effect.newly, effect.no_longer) == (0, 1)


def test_a_rule_is_saved_only_as_it_was_previewed(operating, course):
    assert operating.post(ADDRESS, said(do="save")).status_code == 200
    assert not AwardRule.objects.exists()

    seen = seen_in(operating.post(ADDRESS, said()))
    other = operating.post(ADDRESS, said(do="save", seen=seen, least_percent="1"))
    assert "Whom this change affects" in other.content.decode()
    assert operating.post(ADDRESS, said(do="save", seen=seen[:-2] + "xx")).status_code == 200
    assert not AwardRule.objects.exists()

    assert operating.post(ADDRESS, said(do="save", seen=seen)).status_code == 302
    rule = AwardRule.objects.get()
    assert (rule.number, rule.least_percent, rule.valid_months) == (2, 90, 12)
    assert "at least 90 % in the end test" in " ".join(operating.get(ADDRESS).content.decode().split())


def test_a_preview_that_somebody_else_saw_saves_nothing(operating, client, course):
    seen = seen_in(operating.post(ADDRESS, said()))
    other = person()
    grant(other, "operator")
    client.force_login(other)

    assert client.post(ADDRESS, said(do="save", seen=seen)).status_code == 200
    assert not AwardRule.objects.exists()


def test_wrong_numbers_and_days_are_said_and_kept_on_the_page(operating, course):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    for wrong in (
        {"least_percent": "101"},
        {"least_percent": "half"},
        {"valid_months": "-1"},
        {"valid_months": "121"},
        {"valid_from": yesterday},
        {"valid_from": ""},
        {"courses": "another"},
    ):
        answer = operating.post(ADDRESS, said(**wrong))
        assert answer.status_code == 422, wrong
        assert "Whom this change affects" not in answer.content.decode()
    assert not AwardRule.objects.exists()


def test_only_operators_come_in_and_unknown_rules_are_nowhere(client, course):
    for role in ("", "coordinator", "observer", "trainer"):
        somebody = person()
        if role:
            grant(somebody, role)
        client.force_login(somebody)
        assert client.get(ADDRESS).status_code == client.get("/coordination/rules/").status_code == 403
        assert client.post(ADDRESS, said()).status_code == 403


def test_the_list_names_each_rung_that_can_be_earned(operating, course):
    deep_course(code="without-a-list")
    page = operating.get(reverse("award_rules")).content.decode()

    assert ADDRESS in page
    assert f"/coordination/rules/{CODE}/practice-observed/" in page
    assert "/coordination/rules/without-a-list/practice-observed/" not in page
    assert operating.get("/coordination/rules/without-a-list/practice-observed/").status_code == 404
    assert operating.get("/coordination/rules/nowhere/knowledge-certified/").status_code == 404
    assert reverse("award_rules") in operating.get(reverse("withdrawal")).content.decode()


def test_a_preview_asks_as_often_for_many_people_as_for_one(course):
    served, asked = served_competencies("en")[CODE], []
    for count in (1, 5):
        for somebody in people(course, *[0.9] * count):
            hold(somebody)
        people(course, *[0.85] * count)
        with CaptureQueriesContext(connection) as captured:
            preview(served, Rung.KNOWLEDGE, before=FIRST, after=Terms(least_percent=90))
        asked.append(len(captured))

    assert asked[0] == asked[1] <= 7
