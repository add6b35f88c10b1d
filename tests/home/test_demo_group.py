"""The demo's group: invented people only, made once, and on a demo only."""

import pytest

from courses.api import load_regions, write_profession
from courses.models import Cohort, Membership
from lms.accounts.api import NotADemo, load_demo_people
from lms.home.demo_learners import load_demo_cohort, load_demo_learners
from tests.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    load_regions()
    for position, code in enumerate(("psychologist", "teacher", "social_worker", "theologian", "journalist")):
        write_profession(code=code, names={"en": code}, position=position)
    make_course(slug="common-core", lessons=2, practice=0, questions=0)
    load_demo_people()
    load_demo_learners()


def test_the_demo_has_one_group_of_invented_people_and_a_second_start_adds_nothing(demo):
    joined = load_demo_cohort()
    assert joined == Membership.objects.count() >= 5
    assert load_demo_cohort() == 0
    assert Cohort.objects.count() == 1

    addresses = Membership.objects.values_list("learner__email", flat=True)
    assert all(address.endswith("@demo.example") for address in addresses)
    names = Membership.objects.values_list("learner__profile__display_name", flat=True)
    assert all("invented" in name.lower() for name in names)


def test_the_demos_group_shows_people_at_different_places(demo, client):
    load_demo_cohort()
    from lms.accounts.models import User

    client.force_login(User.objects.get(email="coordinator@demo.example"))
    page = client.get(f"/coordination/cohorts/{Cohort.objects.get().key}/")

    states = {member.states[0].state.name for member in page.context["members"]}
    assert {"NOT_BEGUN", "IN_PROGRESS", "CERTIFIED"} <= states


def test_no_group_is_invented_outside_the_demo(settings, db):
    settings.DEMO = False
    with pytest.raises(NotADemo):
        load_demo_cohort()
