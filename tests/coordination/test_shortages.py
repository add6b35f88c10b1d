"""Who can do which work, where: in words, in one's own places, and never a zero without a target."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import enrol
from courses.models import Enrolment, Profession, Region
from lms.accounts.api import Profile, grant
from lms.certificates.models import Award
from lms.coordination.cells import State
from lms.coordination.counting import count_all
from lms.coordination.coverage import coverage
from lms.coordination.models import KeptTotals, Target
from lms.coordination.places import Scope
from lms.coordination.targets import OutOfScope, end_target, history_of, set_target, spot_at
from tests.coordination.able import make_ground
from tests.coordination.holders import TODAY, ends, on
from tests.coordination.test_overview import coordinator
from tests.factories import make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=300)
WORK = {"profession": "teacher", "competency": "listening"}
ROUTES = ["/coordination/", "/coordination/tiles/", "/coordination/gaps/", "/coordination/targets/"]
FILES = ["/coordination/shortages.csv", "/coordination/gaps/table.csv"]


@pytest.fixture(scope="module")
def _courses(shared_ground):
    return make_ground()


@pytest.fixture
def courses(_courses, db):
    return anew(_courses)


@pytest.fixture(autouse=True)
def today():
    with on(TODAY):
        yield


def needed(place: str, number: int, **work: str) -> Target:
    chosen = WORK | work
    return set_target(
        spot_at(place, chosen["profession"], chosen["competency"]),
        number=number,
        basis="two for each centre",
        source="Plan of 2028",
        by=make_learner(),
        scopes=[Scope()],
    )


def certify(number: int, region: str, *, day: date = LATER, course=None, profession: str = "teacher") -> None:
    for _ in range(number):
        ends(course, day, region=region, profession=profession)


def seen(place: str, *scopes: Scope, competency: str = "listening"):
    found = coverage(list(scopes) or [Scope()], "en", on=TODAY)
    where = next(each for each in (*found.places, *found.regions) if each.code == place)
    return found.cell(where, "teacher", competency)


# --- How a place stands --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "target", "state", "missing"),
    [
        (2, 2, State.ENOUGH, 0),
        (3, 2, State.ENOUGH, 0),
        (1, 2, State.SHORT, 1),
        (0, 2, State.NOBODY, 2),
        (0, None, State.NO_TARGET, 0),
        (3, None, State.NO_TARGET, 0),
    ],
)
def test_a_region_has_enough_too_few_nobody_or_no_target(courses, people, target, state, missing):
    certify(people, "UZ-SU", course=courses[1])
    if target:
        needed("UZ-SU", target)
    cell = seen("UZ-SU")
    assert (cell.state, cell.missing, cell.certified) == (state, missing, people)
    assert (cell.percent is None) == (target is None)


def test_more_people_in_one_region_do_not_make_up_for_another(courses):
    certify(5, "UZ-TK", course=courses[1])
    needed("UZ-TK", 2)
    needed("UZ-SU", 2)
    cell = seen("UZ")
    assert (cell.certified, cell.target, cell.missing, cell.state) == (5, 4, 2, State.SHORT)


def test_a_countrys_own_target_goes_before_the_sum_and_the_short_regions_are_still_told(courses):
    certify(3, "UZ-TK", course=courses[1])
    needed("UZ", 3)
    needed("UZ-SU", 1)
    cell = seen("UZ")
    assert (cell.target, cell.state, cell.regions_short) == (3, State.ENOUGH, 1)
    page = coordinator(("country", "UZ")).get("/coordination/", {"competency": "listening"})
    assert "3 of 3; short in 1 region" in page.content.decode()


def test_the_first_screen_says_it_in_words_the_worst_first(courses):
    certify(1, "UZ-SU", course=courses[0])
    needed("UZ-SU", 3)
    needed("UZ-SU", 1, competency="figures")
    client = coordinator(("country", "UZ"))

    page = client.get("/coordination/").content.decode()
    assert "Short in 1 competency" in page and "targets for 2 competencies" in page
    assert "No target set" in page  # journalists

    one = client.get("/coordination/", {"competency": "listening"}).content.decode()
    assert "Short by 2" in one and "1 of 3" in one


def test_a_pilot_edition_is_told_and_does_not_count(courses):
    award = ends(courses[1], LATER)
    QuerySet(Award).filter(pk=award.pk).update(is_pilot=True)
    needed("UZ-SU", 1)
    client = coordinator(("country", "UZ"))

    assert seen("UZ-SU").state is State.NOBODY
    for page in ("/coordination/?competency=listening", "/coordination/tiles/", "/coordination/gaps/"):
        told = client.get(page, {} if "?" in page else WORK).content.decode()
        assert "1 more person has completed a pilot edition and counts once experts have signed" in told


def test_who_does_not_want_to_be_counted_is_in_no_shortage(courses):
    certify(2, "UZ-SU", course=courses[1])
    needed("UZ-SU", 5)
    beginner = make_learner()
    Profile.objects.create(
        user=beginner,
        region=Region.objects.get(code="UZ-SU"),
        profession=Profession.objects.get(code="teacher"),
    )
    enrol(learner=beginner, course_key=courses[1].key)
    client = coordinator(("country", "UZ"))
    assert client.get("/coordination/gaps/", WORK).context["ladder"].in_progress == 1

    Profile.objects.update(is_counted=False)

    assert seen("UZ-SU").certified == 0
    ladder = client.get("/coordination/gaps/", WORK).context["ladder"]
    assert ladder.in_progress == 0 and ladder.rungs[0].cell.certified == 0


def test_the_gap_page_tells_a_whole_countrys_own_number_too(courses):
    certify(1, "UZ-TK", course=courses[1])
    needed("UZ", 4)
    page = coordinator(("country", "UZ")).get("/coordination/gaps/", WORK).content.decode()
    assert "<strong>Uzbekistan:</strong> short by 3 (1 of 4)." in page
    assert "No region has a target for this yet." in page


# --- Targets ---------------------------------------------------------------------------------------


def test_a_new_number_ends_the_one_before_and_both_stay_readable(courses):
    first = needed("UZ-SU", 10)
    with on(TODAY + timedelta(days=5)):
        second = needed("UZ-SU", 12)
    first.refresh_from_db()

    assert (first.number, first.valid_to, second.valid_to) == (10, TODAY + timedelta(days=5), None)
    assert [each.number for each in history_of([Scope()], spot_at("UZ-SU", *WORK.values()))] == [12, 10]
    assert seen("UZ-SU").target == 10


def test_the_same_number_again_changes_nothing(courses):
    assert needed("UZ-SU", 10) == needed("UZ-SU", 10)
    assert Target.objects.count() == 1


def test_an_ended_number_is_no_target_again_and_no_zero(courses):
    needed("UZ-SU", 10)
    spot = spot_at("UZ-SU", *WORK.values())
    assert end_target(spot, by=make_learner(), scopes=[Scope()]) is True
    assert end_target(spot, by=make_learner(), scopes=[Scope()]) is False

    assert seen("UZ-SU").state is State.NO_TARGET
    assert Target.objects.count() == 1


def test_the_database_keeps_one_open_number_for_each_cell_and_no_empty_one(courses):
    target = needed("UZ-SU", 10)
    whole = needed("UZ", 10)
    for copied, changes in (
        (target, {}),
        (whole, {}),
        (target, {"number": 0, "competency": "other"}),
        (target, {"valid_to": TODAY - timedelta(days=1)}),
        (target, {"basis": "", "competency": "other"}),
    ):
        copied.pk = None
        for name, value in changes.items():
            setattr(copied, name, value)
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            copied.save(force_insert=True)


def test_a_number_outlives_the_account_of_who_set_it(courses):
    target = needed("UZ-SU", 10)
    target.set_by.delete()
    page = coordinator().get("/coordination/targets/", {"place": "UZ-SU", **WORK}).content.decode()
    assert "set by somebody whose account is deleted" in page


def test_a_coordinator_sets_supersedes_and_ends_a_target(courses):
    client = coordinator(("region", "UZ-SU"))
    sent = {"place": "UZ-SU", **WORK, "number": "3", "basis": " one  each ", "source": "our own estimate"}

    answer = client.post("/coordination/targets/", sent, follow=True)
    assert "3 people are needed" in answer.content.decode()
    assert Target.objects.get().basis == "one each"
    client.post("/coordination/targets/", sent | {"number": "4"})
    page = client.get("/coordination/targets/", {"place": "UZ-SU", **WORK}).content.decode()
    assert "set by somebody without a name here" in page and "Nobody" in page

    client.post("/coordination/targets/end/", {"place": "UZ-SU", **WORK})
    assert not Target.objects.filter(valid_to__isnull=True).exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"number": ""}, "Write how many people are needed."),
        ({"number": "0"}, "A target is at least 1."),
        ({"number": "many"}, "Write a whole number"),
        ({"number": "9" * 40}, "Please check the number"),
        ({"basis": "   "}, "why it is this number"),
        ({"source": ""}, "where this number stands"),
        ({"place": "KZ-75"}, "one of your own places"),
        ({"place": "UZ"}, "one of your own places"),
        ({"competency": "x"}, "a competency from the list"),
    ],
)
def test_what_cannot_be_a_target_is_refused_in_words_and_nothing_typed_is_lost(courses, wrong, told):
    sent = {"place": "UZ-SU", **WORK, "number": "3", "basis": "one each", "source": "Plan", **wrong}
    answer = coordinator(("region", "UZ-SU")).post("/coordination/targets/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page
    assert "one each" in page or "basis" in wrong
    assert not Target.objects.exists()


# --- The neighbour's --------------------------------------------------------------------------------


def test_no_page_filter_or_file_opens_a_neighbours_region_or_country(courses):
    for place in ("KZ-75", "KZ", "UZ-TK", "UZ"):
        needed(place, 7919)
    certify(2, "KZ-75", course=courses[1])
    certify(2, "UZ-TK", course=courses[1])
    client = coordinator(("region", "UZ-SU"))

    for address in ROUTES + FILES:
        for filters in ({}, WORK, WORK | {"month": "2029-04"}, WORK | {"region": "UZ-TK", "country": "KZ"}):
            answer = client.get(address, filters)
            assert answer.status_code == 200, address
            page = answer.content.decode()
            assert all(hidden not in page for hidden in ("Almaty", "Tashkent", "Kazakhstan", "7919")), address
    for address in ("/coordination/tiles/", "/coordination/targets/", "/coordination/shortages.csv"):
        for place in ("KZ-75", "KZ", "UZ-TK", "UZ", "' OR 1=1", "XX"):
            assert client.get(address, WORK | {"place": place}).status_code == 404, (address, place)
    for place in ("KZ-75", "UZ"):
        gone = client.post("/coordination/targets/end/", {"place": place, **WORK})
        assert gone.status_code == 404
    assert Target.objects.filter(valid_to__isnull=True).count() == 4


def test_a_place_that_is_no_more_opens_nothing(courses):
    client = coordinator(("region", "UZ-99"))
    assert client.get("/coordination/").status_code == client.get("/coordination/gaps/").status_code == 200
    assert client.get("/coordination/tiles/").status_code == 404


def test_the_layer_below_refuses_and_hides_too(courses):
    needed("KZ", 5)
    own = [Scope(region="UZ-SU")]
    for place in ("KZ", "KZ-75", "UZ", "UZ-TK"):
        spot = spot_at(place, *WORK.values())
        with pytest.raises(OutOfScope):
            set_target(spot, number=1, basis="x", source="x", by=None, scopes=own)
        with pytest.raises(OutOfScope):
            end_target(spot, by=None, scopes=own)
        assert history_of(own, spot) == []
    assert {place.code for place in coverage(own, "en", on=TODAY).regions} == {"UZ-SU"}
    empty = coverage([], "en", on=TODAY)
    assert not (empty.cells or empty.places or empty.regions)


def test_who_only_coordinates_a_group_or_nothing_sees_no_shortage(client, courses):
    person = make_learner()
    client.force_login(person)
    assert all(client.get(address).status_code == 403 for address in ROUTES + FILES)
    grant(person, "coordinator", "cohort", "0e0c2a44-5c1f-4d0a-9d53-111111111111")
    assert client.get("/coordination/")["Location"] == "/coordination/cohorts/"
    assert client.get("/coordination/targets/").status_code == 404


# --- The gap page ------------------------------------------------------------------------------------


def test_the_ladder_begins_where_most_people_are_missing_and_ends_where_no_target_is_set(courses):
    certify(1, "UZ-SU", course=courses[1])
    certify(3, "UZ-QA", course=courses[1])
    for place, number in (("UZ-SU", 9), ("UZ-TK", 4), ("UZ-QA", 1)):
        needed(place, number)
    found = coordinator(("country", "UZ")).get("/coordination/gaps/", WORK).context["ladder"]

    assert [rung.cell.place.code for rung in found.rungs] == ["UZ-SU", "UZ-TK", "UZ-QA"]
    assert (found.missing, found.short, found.nobody) == (12, 2, 1)
    assert all(rung.cell.target is None for rung in found.without)
    # Beside Surxondaryo lies Qashqadaryo with two more than it needs; Tashkent is not beside it.
    assert [(place.code, above) for place, above in found.rungs[0].covering] == [("UZ-QA", 2)]


def test_who_could_cover_is_asked_in_ones_own_places_only(courses):
    certify(3, "UZ-QA", course=courses[1])
    needed("UZ-QA", 1)
    needed("UZ-SU", 9)
    found = coordinator(("region", "UZ-SU")).get("/coordination/gaps/", WORK).context["ladder"]
    assert found.rungs[0].covering == ()


def test_a_month_is_asked_about_as_if_nobody_renewed(courses):
    certify(2, "UZ-SU", course=courses[1], day=date(2029, 4, 30))
    certify(1, "UZ-SU", course=courses[1])
    needed("UZ-SU", 3)
    client = coordinator(("country", "UZ"))

    assert client.get("/coordination/gaps/", WORK).context["ladder"].missing == 0
    asked = client.get("/coordination/gaps/", WORK | {"month": "2029-04"})
    assert (asked.context["ladder"].missing, asked.context["ladder"].lost) == (2, 2)
    assert "ends by April 2029 renewed: 2 people fewer" in asked.content.decode()
    assert client.get("/coordination/gaps/", WORK | {"month": "2029-03"}).context["ladder"].missing == 0
    for odd in ("2029-13", "x", "1999-01", "2029-04-01"):
        assert client.get("/coordination/gaps/", WORK | {"month": odd}).context["ladder"].missing == 0


def test_a_month_is_asked_about_for_those_who_do_this_very_work(courses):
    needed("UZ-SU", 3)
    certify(1, "UZ-SU", course=courses[0])
    certify(2, "UZ-SU", course=courses[1], profession="journalist")
    asked = coordinator(("country", "UZ")).get("/coordination/gaps/", WORK | {"month": "2029-04"})
    (rung,) = asked.context["ladder"].rungs
    assert (rung.cell.certified, rung.lost) == (1, 0)


def test_nothing_is_foretold_below_20_cases_and_a_range_from_there(courses):
    needed("UZ-SU", 3)
    client = coordinator(("country", "UZ"))
    page = client.get("/coordination/gaps/", WORK)
    assert "Nothing is foretold" in page.content.decode()
    assert page.context["ladder"].rungs[0].projection is None

    _begin(courses[1], 20, days_ago=120, finished=10)
    _begin(courses[1], 4, days_ago=10, finished=0)
    found = client.get("/coordination/gaps/", WORK).context["ladder"]
    reached = found.rungs[0].projection
    # Ten who never finished are still on their way, as are the four.
    assert (found.finished, found.begun, found.rungs[0].in_progress) == (10, 20, 14)
    assert (reached.low, reached.high) == (4, 10)


def _begin(course, number: int, *, days_ago: int, finished: int) -> None:
    region, profession = Region.objects.get(code="UZ-SU"), Profession.objects.get(code="teacher")
    for each in range(number):
        person = make_learner()
        Profile.objects.create(user=person, region=region, profession=profession)
        enrol(learner=person, course_key=course.key)
        with on(TODAY - timedelta(days=days_ago)):
            moment = Enrolment.objects.get(learner=person).started_at - timedelta(days=days_ago)
        done = moment + timedelta(days=30) if each < finished else None
        Enrolment.objects.filter(learner=person).update(started_at=moment, completed_at=done)


def test_the_files_hold_the_same_numbers_and_nothing_for_no_target(courses):
    certify(1, "UZ-SU", course=courses[1])
    needed("UZ-SU", 3)
    client = coordinator(("country", "UZ"))
    ladder = client.get("/coordination/gaps/table.csv", WORK).content.decode()
    assert ladder.splitlines()[0].lstrip("\ufeff") == '"Invented data"'
    assert '"teacher","Listening","short","1","3","2","33","0","0","","","2029-03-15"' in ladder
    table = client.get("/coordination/shortages.csv", {"competency": "listening"}).content.decode()
    assert '"Uzbekistan","journalist","Listening","no target set","0","","","","0"' in table


# --- What it costs -------------------------------------------------------------------------------------


def count_a_minute_later() -> None:
    """Bring the kept totals to where they are while nobody moves."""
    count_all()
    KeptTotals.objects.update(complete_until=timezone.now() + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("address", "budget"),
    [("/coordination/", 6), ("/coordination/tiles/", 8), ("/coordination/gaps/", 10)],
)
def test_the_pages_cost_as_much_for_many_people_as_for_one(courses, address, budget):
    needed("UZ-SU", 3)
    client = coordinator(("country", "UZ"), ("region", "KG-GB"))
    certify(1, "UZ-SU", course=courses[1])
    count_a_minute_later()
    client.get(address, WORK)
    with CaptureQueriesContext(connection) as one:
        client.get(address, WORK)
    certify(4, "UZ-TK", course=courses[0])
    needed("UZ-TK", 3)
    count_a_minute_later()
    client.get(address, WORK)
    with CaptureQueriesContext(connection) as more:
        client.get(address, WORK)
    assert len(more) == len(one) <= budget
