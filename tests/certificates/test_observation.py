"""Practice is observed by a list: asked for by a learner, ticked by an observer of the place, claimed."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
import yaml
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lms.accounts.api import grant
from lms.accounts.models import User
from lms.accounts.own_data import own_data
from lms.certificates.actions import CannotClaim, claim_award
from lms.certificates.models import AppendOnly, Award, ChecklistVersion, Observation, ObservationRequest
from lms.certificates.observation import checklists as lists
from lms.certificates.observation.actions import CannotObserve, ask_for_observation, take_back
from lms.certificates.observation.checklists import behaviours_in, checklists, kinds_of
from lms.certificates.observation.queries import feedback_of, request_of_learner
from lms.certificates.observation.rules import (
    Practice,
    Result,
    Seen,
    agreement_of,
    practice_of,
    result_of,
)
from lms.certificates.rules import Rung
from lms.certificates.rungs.actions import claim_rung, set_rule
from tests.certificates.conftest import person
from tests.certificates.ladder import CODE, deep_course, finish, good_marks, observer, placed, see
from tests.ground import anew

pytestmark = pytest.mark.django_db
MONDAY = datetime(2030, 5, 6, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def _people(shared_ground):
    course, somebody = deep_course(title="Deep course"), placed(person())
    finish(somebody, course, score=0.76)
    claim_award(learner=somebody, course_key=course.key, language="en")
    return course, somebody, observer()


@pytest.fixture
def course(_people, db):
    return anew(_people[0])


@pytest.fixture
def learner(_people, db):
    """Somebody who holds the certificate of the course and works in Surkhandarya."""
    return anew(_people[1])


@pytest.fixture
def watcher(_people, db):
    """An observer of that region."""
    return anew(_people[2])


def claim(learner):
    return claim_rung(learner=learner, competency_code=CODE, rung=Rung.PRACTICE, language="en")


def posted(**changed):
    ticked = {f"mark-{each}": mark for each, mark in good_marks().items()}
    return {**ticked, "setting": "role-play", "seen_on": timezone.localdate().isoformat(), **changed}


def wish_of(learner, raters=1):
    return ask_for_observation(learner=learner, competency_code=CODE, raters=raters)


def address_of(wish):
    return reverse("observe", args=[wish.public_id])


# The rules

KINDS = {"greets": "core", "listens": "core", "thanks": "good", "promises": "harmful"}


@pytest.mark.parametrize(
    ("marks", "passed"),
    [
        ({"greets": "yes", "listens": "yes"}, True),
        ({"greets": "yes", "listens": "partly"}, True),
        ({"greets": "partly", "listens": "partly"}, False),
        ({"greets": "yes", "listens": "no"}, False),
        ({"greets": "yes", "listens": "not seen"}, False),
        ({"greets": "yes", "listens": "yes", "promises": "yes"}, False),
        ({"greets": "yes", "listens": "yes", "promises": "partly"}, False),
        ({"greets": "yes", "listens": "yes", "thanks": "no", "promises": "not seen"}, True),
    ],
)
def test_core_behaviours_carry_and_a_harmful_one_blocks_even_half_done(marks, passed):
    assert result_of(KINDS, marks).is_passed is passed


GOOD, POOR, HARM = Result((), (), 1.0), Result((), ("listens",), 0.5), Result(("promises",), (), 1.0)


def at(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("seen", "raters", "practice"),
    [
        ([], 1, Practice(None, None)),
        ([Seen(1, at(0), at(1), GOOD)], 1, Practice(1, None)),
        ([Seen(1, at(0), at(1), POOR)], 1, Practice(None, None)),
        ([Seen(1, at(0), at(1), GOOD)], 2, Practice(None, None)),
        ([Seen(1, at(0), at(1), GOOD), Seen(1, at(0), at(2), GOOD)], 2, Practice(1, None)),
        ([Seen(1, at(0), at(1), GOOD), Seen(1, at(0), at(2), POOR)], 1, Practice(None, None)),
        # The second rater of the same occasion does not lift what the first one saw.
        ([Seen(1, at(0), at(1), HARM), Seen(1, at(0), at(2), GOOD)], 1, Practice(None, at(1))),
        # Neither does an occasion that was asked for before the harm was seen.
        ([Seen(1, at(0), at(5), HARM), Seen(2, at(1), at(6), GOOD)], 1, Practice(None, at(5))),
        ([Seen(1, at(0), at(1), HARM), Seen(2, at(2), at(3), GOOD)], 1, Practice(2, None)),
        ([Seen(1, at(0), at(1), GOOD), Seen(2, at(2), at(3), HARM)], 1, Practice(None, at(3))),
        ([Seen(1, at(0), at(1), POOR), Seen(2, at(2), at(3), GOOD)], 1, Practice(2, None)),
    ],
)
def test_a_harmful_behaviour_blocks_until_an_occasion_asked_for_later(seen, raters, practice):
    assert practice_of(seen, raters=raters) == practice


def test_agreement_counts_what_both_saw_and_kappa_what_chance_does_not_explain():
    # Cohen's own arithmetic on a two by two table of 50: 20 and 15 on the diagonal, kappa 0.4.
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    names = [str(number) for number in range(50)]
    found = agreement_of(dict(zip(names, first, strict=True)), dict(zip(names, second, strict=True)))

    assert (found.both, found.same, found.percent) == (50, 35, 70)
    assert found.kappa == pytest.approx(0.4)


def test_kappa_is_off_where_both_ticked_one_word_and_agreement_where_nobody_saw_the_same():
    alike = agreement_of({"a": "yes", "b": "yes"}, {"a": "yes", "b": "yes"})
    assert (alike.percent, alike.kappa) == (100, None)
    assert agreement_of({"a": "yes"}, {"a": "not seen"}) is None


# The lists


def test_every_list_has_eight_to_twelve_behaviours_with_three_or_four_that_may_harm_in_two_languages():
    written = yaml.safe_load((settings.BASE_DIR / "lms/library/competencies.yaml").read_text("utf-8"))
    assert {each["id"] for each in written["competencies"]} == set(checklists())
    for checklist in checklists().values():
        kinds = list(kinds_of(checklist.content).values())
        assert 8 <= len(kinds) <= 12
        assert 3 <= kinds.count("harmful") <= 4
        for language in ("en", "ru"):
            read = behaviours_in(checklist.content, language)
            assert all(each.language == language for each in read)
        assert all(each.language == "en" for each in behaviours_in(checklist.content, "tg"))


def test_a_list_without_english_or_with_an_id_twice_is_refused(tmp_path):
    broken = tmp_path / "broken.yaml"
    for behaviours in (
        "[{id: a, kind: core, text: {ru: А}}]",
        "[{id: a, kind: core, text: {en: A}}, {id: a, kind: good, text: {en: B}}]",
        "[{id: a, kind: harmful, text: {en: A}}]",
        "[{id: a, kind: nice, text: {en: A}}]",
    ):
        broken.write_text(f"competency: broken\nbehaviours: {behaviours}\n", encoding="utf-8")
        with pytest.raises(lists.BrokenChecklist):
            lists._read(broken)


# Asking


def test_a_holder_asks_once_and_is_given_the_same_address_until_it_is_over(client, learner):
    client.force_login(learner)
    for _press in range(2):
        assert client.post(reverse("observation_ask", args=[CODE])).status_code == 302
    wish = ObservationRequest.objects.get()
    page = client.get(reverse("competency", args=[CODE])).content.decode()
    assert wish.address in page
    assert "data:image/svg+xml;base64," in page

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert wish_of(learner).pk != wish.pk


def test_who_holds_no_course_of_it_asks_in_vain(client, course):
    client.force_login(person())

    assert client.post(reverse("observation_ask", args=[CODE])).status_code == 404
    assert client.post(reverse("observation_ask", args=["nowhere"])).status_code == 404
    assert not ObservationRequest.objects.exists()


def test_what_is_taken_back_opens_nothing(client, learner, watcher):
    wish = wish_of(learner)
    client.force_login(watcher)
    assert client.post(reverse("observation_close", args=[wish.public_id])).status_code == 404
    client.force_login(learner)
    assert client.post(reverse("observation_close", args=[wish.public_id])).status_code == 302

    client.force_login(watcher)
    assert client.get(address_of(wish)).status_code == 410
    assert client.post(address_of(wish), posted()).status_code == 410


# Observing


def test_an_observer_of_the_place_ticks_a_list_and_the_learner_reads_it(client, learner, watcher):
    learner.profile.display_name = "Ulugbek"
    learner.profile.save()
    wish = wish_of(learner)
    client.force_login(watcher)
    page = client.get(address_of(wish)).content.decode()
    assert "You observe Ulugbek" in page
    assert "Мисалова" not in page
    assert "<textarea" not in page
    assert page.count('type="text"') == 0

    assert client.post(address_of(wish), posted()).status_code == 302
    assert "Thank you" in client.get(address_of(wish)).content.decode()
    client.post(address_of(wish), posted(setting="recording"))

    row = Observation.objects.get()
    assert (row.setting, row.checklist.content_hash) == ("role-play", checklists()[CODE].content_hash)
    client.force_login(learner)
    told = client.get(reverse("observed", args=[wish.public_id])).content.decode()
    assert "Watcher" in told
    assert "Promises what cannot be promised" in told
    assert "Everything asked for was seen" in told


def test_what_is_missing_or_wrong_is_said_and_nothing_ticked_is_lost(client, learner, watcher):
    wish = wish_of(learner)
    client.force_login(watcher)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for wrong in (
        {"mark-promises": ""},
        {"mark-promises": "perhaps"},
        {"setting": "at the Karimov family's"},
        {"seen_on": tomorrow.isoformat()},
        {"seen_on": "2020-01-01"},
        {"seen_on": "soon"},
    ):
        answer = client.post(address_of(wish), posted(**wrong))
        assert answer.status_code == 422
        assert answer.content.decode().count("checked") >= 11
    assert not Observation.objects.exists()


def test_nobody_else_finds_the_list(client, learner, watcher):
    wish = wish_of(learner)
    grant(learner, "observer")
    elsewhere, country = observer(value="UZ-TK"), observer("country", "UZ")
    abroad, everywhere = observer("country", "KZ"), observer("everywhere", "")
    # Their own, another region's, another country's; then a country's and everywhere's, who may.
    for somebody, status in (
        (learner, 404),
        (elsewhere, 404),
        (abroad, 404),
        (country, 200),
        (everywhere, 200),
        (person(), 403),
    ):
        client.force_login(somebody)
        assert client.get(address_of(wish)).status_code == status, somebody.pk
        assert client.post(address_of(wish), {}).status_code == (422 if status == 200 else status)
    client.force_login(watcher)
    assert client.get(reverse("observe", args=[uuid4()])).status_code == 404
    assert client.get(reverse("observed", args=[wish.public_id])).status_code == 404


def test_a_learner_without_a_region_is_observed_by_those_of_everywhere_only(client, course, watcher):
    nowhere = person()
    wish = wish_of(nowhere)
    client.force_login(watcher)
    assert client.get(address_of(wish)).status_code == 404


def test_the_observer_who_may_no_longer_comes_in_vain(client, learner, watcher):
    wish = wish_of(learner)
    watcher.role_grants.all().delete()
    client.force_login(watcher)
    assert client.get(address_of(wish)).status_code == 403


def test_one_observer_closes_a_wish_for_one_and_two_a_wish_for_two(learner, watcher):
    see(learner, watcher)
    with pytest.raises(CannotObserve):
        see(learner, observer(), wish=ObservationRequest.objects.get())

    wish = wish_of(learner, raters=2)
    see(learner, watcher, wish=wish)
    see(learner, watcher, wish=wish)
    assert wish.closed_at is None
    see(learner, observer(), wish=wish, names_strength="partly")
    assert wish.closed_at is not None

    told = feedback_of(request_of_learner(learner, wish.public_id), "en")
    assert (told.agreement.both, told.agreement.same) == (12, 11)
    assert 0 < told.agreement.kappa < 1


def test_observations_stay_as_they_were_ticked_and_go_with_the_learner(learner, watcher):
    see(learner, watcher)
    row = Observation.objects.get()
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        Observation.objects.update(marks={})
    with pytest.raises(AppendOnly):
        ChecklistVersion.objects.all().delete()

    (told,) = own_data(learner)["tables"]["certificates.ObservationRequest"]
    assert told["observations"][0]["marks"]["promises"] == "no"
    User.objects.get(pk=watcher.pk).delete()
    assert Observation.objects.get().observer is None
    User.objects.get(pk=learner.pk).delete()
    assert not Observation.objects.exists()


def test_an_old_observation_is_read_by_the_list_it_was_ticked_on(learner, watcher, monkeypatch):
    wish = see(learner, watcher)
    changed = {"behaviours": [{"id": "new", "kind": "core", "text": {"en": "Something else"}}]}
    monkeypatch.setitem(checklists(), CODE, lists.Checklist(CODE, changed, ()))

    told = feedback_of(request_of_learner(learner, wish.public_id), "ru")

    assert len(told.ticked) == 12
    assert told.is_passed
    assert {one.behaviour.language for one in told.ticked} == {"ru"}


# Claiming


def test_seen_practice_is_claimed_and_says_that_no_expert_has_read_the_list(client, learner, watcher):
    with pytest.raises(CannotClaim):
        claim(learner)
    wish = see(learner, watcher)

    award = claim(learner)

    assert (award.rung, award.competency_code) == ("practice-observed", CODE)
    assert award.evidence == [str(wish.public_id)]
    assert (award.is_pilot, award.pending_reviews) == (True, ["clinical"])
    page = client.get(reverse("verify", args=[award.shown_code])).content.decode()
    assert "Practice-observed: Trauma-informed practice" in page
    assert "by a list whose clinical content is not yet reviewed" in page
    assert "Watcher" not in page
    assert claim(learner).pk == award.pk


def test_a_harmful_behaviour_blocks_the_claim_until_observed_again(client, learner, watcher):
    see(learner, watcher, promises="yes")
    client.force_login(learner)
    with pytest.raises(CannotClaim):
        claim(learner)
    assert (
        "Something that may harm was seen" in client.get(reverse("competency", args=[CODE])).content.decode()
    )

    see(learner, watcher)

    assert claim(learner).rung == Rung.PRACTICE


def test_what_is_held_stays_when_harm_is_seen_later(learner, watcher):
    see(learner, watcher)
    award = claim(learner)
    see(learner, watcher, blames="yes")

    assert Award.objects.get(pk=award.pk).revoked_at is None
    assert claim(learner).pk == award.pk


def test_where_the_rule_asks_for_two_one_is_not_enough(client, learner, watcher):
    terms = {"course_keys": [], "least_percent": 80, "raters": 2, "valid_months": 12}
    today = timezone.localdate()
    set_rule(competency_code=CODE, rung=Rung.PRACTICE, **terms, valid_from=today, by=watcher)
    client.force_login(learner)
    client.post(reverse("observation_ask", args=[CODE]))
    wish = ObservationRequest.objects.get()
    assert wish.raters == 2
    see(learner, watcher, wish=wish)
    with pytest.raises(CannotClaim):
        claim(learner)

    see(learner, observer(), wish=wish)

    assert claim(learner).criteria.startswith("2 observers")


def test_a_wish_taken_back_after_one_of_two_counts_for_one(learner, watcher):
    wish = wish_of(learner, raters=2)
    see(learner, watcher, wish=wish)
    take_back(wish)

    assert claim(learner).criteria.startswith("1 observer ")


def test_the_ladder_asks_the_database_as_often_for_many_observations_as_for_one(client, learner, watcher):
    client.force_login(learner)
    see(learner, watcher)
    client.get(reverse("competency", args=[CODE]))
    asked = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("competency", args=[CODE]))
        asked.append(len(captured))
        for _more in range(3):
            see(learner, watcher)

    assert asked[0] == asked[1] <= 24, asked
