"""The demo shows enough, too few, nobody and no target; all of it invented, and on a demo only."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.api import load_regions
from courses.models import Profession
from lms.accounts.api import NotADemo, User, load_demo_people
from lms.certificates.models import Award
from lms.coordination.cells import State
from lms.coordination.coverage import coverage
from lms.coordination.models import Target
from lms.coordination.places import Scope
from lms.home.demo_coverage import load_demo_able
from lms.home.packages.importing import import_competencies
from tests.coordination.able import serve
from tests.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    load_regions()
    import_competencies(settings.BASE_DIR / "lms" / "library" / "competencies.yaml")
    course = make_course(slug="common-core", lessons=1, practice=0, questions=0)
    serve(course, "evidence-literacy", "do-no-harm", "family-community")
    load_demo_people()
    load_demo_able()
    call_command("load_demo_targets")


def test_every_state_is_there_in_the_coordinators_country_and_a_second_start_adds_nothing(demo):
    found = coverage([Scope(country="UZ")], "en", on=timezone.localdate())
    assert {cell.state for cell in found.cells.values()} == set(State)
    assert Profession.objects.count() == 6
    before = (User.objects.count(), Award.objects.count(), Target.objects.count())

    assert load_demo_able() == 0
    call_command("load_demo_targets")

    assert (User.objects.count(), Award.objects.count(), Target.objects.count()) == before


def test_the_invented_certificates_are_specimens_and_their_holders_cannot_sign_in(demo):
    assert set(Award.objects.values_list("is_specimen", "is_pilot")) == {(True, False)}
    able = User.objects.filter(email__startswith="able-")
    assert not any(person.has_usable_password() for person in able)
    assert set(able.values_list("profile__display_name", flat=True)) == {"Invented Person"}
    assert all(target.source == "Invented data" for target in Target.objects.all())


def test_nothing_is_invented_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(NotADemo):
        load_demo_able()
    with pytest.raises(CommandError):
        call_command("load_demo_targets")
