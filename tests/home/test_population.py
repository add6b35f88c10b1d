"""Invented learners in any number: alike from the same seed, whole in every row, and on the demo only."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from courses.api import course_by_key, load_regions, write_profession
from courses.models import ActivityState, Enrolment, OutcomeRecord
from lms.accounts.models import Profile, User
from lms.certificates.models import Award
from lms.certificates.queries import checked
from lms.coordination.counting import count_all
from lms.coordination.places import Scope
from lms.coordination.queries import overview
from lms.home import population
from lms.home.population import Wanted, generate_population
from tests.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    load_regions()
    write_profession(code="teacher", names={"en": "teacher"}, position=0)
    return [make_course(lessons=2, practice=1, questions=0), make_course(lessons=1, practice=0, questions=0)]


def generate(**wanted):
    return generate_population(Wanted(**wanted), tell=lambda _written: None)


def rows() -> list:
    return sorted(Enrolment.objects.values_list("course_key", "region_id", "done", "total"))


def test_the_numbers_told_are_the_rows_written_and_each_fits_the_others(ground, monkeypatch):
    monkeypatch.setattr(population, "MOST_DRAWN", 20)
    written = generate(learners=60, steps_each=4)

    assert written.learners == User.objects.count() == Profile.objects.count() == 60
    assert written.enrolments == Enrolment.objects.count()
    assert written.outcomes == OutcomeRecord.objects.count() == ActivityState.objects.count()
    assert written.awards == Award.objects.count() > 0
    done = Counter(OutcomeRecord.objects.values_list("learner_id", "course_key"))
    for enrolment in Enrolment.objects.all():
        assert done[enrolment.learner_id, enrolment.course_key] == enrolment.changes
        assert (enrolment.completed_at is not None) == (enrolment.done == enrolment.total)
        assert (enrolment.region_id, enrolment.profession_id) == (
            enrolment.learner.profile.region_id,
            enrolment.learner.profile.profession_id,
        )
    for award in Award.objects.all():
        shown = award.awarded_competencies.values_list("code", flat=True)
        assert sorted(shown) == sorted(
            each["code"] for each in course_by_key(award.course_key, "en").competencies
        )
    assert not Award.objects.exclude(learner__enrolments__course_key=F("course_key")).exists()
    # Whoever signs up afterwards gets a number nobody has.
    assert User.objects.create_user("later@example.org").pk > max(
        Profile.objects.values_list("user", flat=True)
    )


def test_the_same_seed_gives_the_same_people_and_another_one_others(ground):
    generate(learners=15)
    first = rows()
    User.objects.all().delete()
    generate(learners=15)
    assert rows() == first
    User.objects.all().delete()
    generate(learners=15, seed=8)
    assert rows() != first


def test_nobody_can_sign_in_and_no_certificate_is_confirmed(ground):
    generate(learners=15)
    assert all(not person.check_password("!") for person in User.objects.all())
    award = Award.objects.first()
    assert award.is_specimen and not checked(award).is_genuine


def test_totals_alone_need_no_outcomes_and_say_the_same(ground):
    generate(learners=30, with_outcomes=False)
    assert not OutcomeRecord.objects.exists()
    counted = overview([Scope()], "en").rows
    count_all()
    assert overview([Scope()], "en").rows == counted
    assert sum(row.certified + row.pilot for row in counted) > 0


def test_who_is_added_later_is_in_the_totals_at_once(ground):
    generate(learners=10, steps_each=4)
    count_all()
    generate(learners=30, steps_each=4, seed=9)
    shown = overview([Scope()], "en").totals
    assert count_all() == 0
    assert overview([Scope()], "en").totals == shown


def test_outside_the_demo_nothing_is_invented(ground, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("generate_population", "--learners", "5")
    assert not User.objects.exists()
