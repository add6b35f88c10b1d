"""The knowledge rung of a competency: claimed by courses and scores, never by a pilot edition."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from courses.api import enrol, pause
from courses.models import ExpertSignature
from lms.accounts.own_data import own_data
from lms.certificates import credential, reminding, signing
from lms.certificates.actions import CannotClaim, claim_award, revoke_award
from lms.certificates.api import award_totals, ending_totals, held_awards, upper_rung_keys
from lms.certificates.models import AppendOnly, Award, AwardRule
from lms.certificates.queries import checked
from lms.certificates.rules import Rung, rung_key
from lms.certificates.rungs.actions import claim_rung, set_rule
from lms.certificates.rungs.queries import served_competencies, standing_on
from lms.certificates.rungs.rules import FIRST, Terms, carrying, effect_of
from tests.certificates.conftest import person
from tests.certificates.ladder import CODE, deep_course, finish, take_test
from tests.factories import publish
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _deep(shared_ground):
    return deep_course(title="Deep course")


@pytest.fixture
def deep(_deep, db):
    return anew(_deep)


@pytest.fixture
def knower(deep):
    """Somebody who has finished the course with 90 %."""
    somebody = person()
    finish(somebody, deep)
    return somebody


def claim(learner, language="en"):
    return claim_rung(learner=learner, competency_code=CODE, rung=Rung.KNOWLEDGE, language=language)


def refused(learner) -> bool:
    try:
        claim(learner)
    except CannotClaim:
        return True
    return False


def test_a_deep_course_with_a_good_result_gives_the_knowledge_of_its_competency(knower, deep):
    award = claim(knower)

    assert (award.rung, award.competency_code, award.title) == (
        "knowledge-certified",
        CODE,
        "Trauma-informed practice",
    )
    assert award.course_key == rung_key(CODE, Rung.KNOWLEDGE)
    assert award.evidence == [str(deep.key)]
    assert award.criteria == "At least 80 % in the end test of: “Working with families”"
    assert (award.rule, award.edition) == (None, FIRST.number)
    assert award.valid_until.year == timezone.localdate().year + 2


def test_the_signed_statement_says_which_rung_and_what_it_took_in_outward_words(knower):
    award = claim(knower, language="en")
    said = credential.read(award.credential, ring=signing.key_ring())

    assert said["name"] == "Specimen, not valid: Knowledge-certified: Trauma-informed practice"
    assert said["description"] == "Knowledge-certified"
    achievement = said["credentialSubject"]["achievement"]
    assert achievement["achievementType"] == "Certification"
    assert achievement["criteria"]["narrative"] == award.criteria
    assert "Inside name" not in award.credential
    assert "Deep course" not in str(said)


def test_claiming_again_gives_the_same_award(knower):
    assert claim(knower).pk == claim(knower, language="ru").pk
    assert Award.objects.count() == 1


def test_a_result_below_the_least_one_is_not_enough_until_a_better_one(deep):
    somebody = person()
    finish(somebody, deep, score=0.79)
    assert refused(somebody)

    take_test(somebody, deep, score=0.8)

    assert claim(somebody).rung == Rung.KNOWLEDGE


def test_a_good_test_without_the_lessons_is_not_enough(deep):
    somebody = person()
    take_test(somebody, deep, score=1.0)

    assert refused(somebody)


def test_a_course_that_only_touches_a_competency_does_not_certify_it():
    shallow, somebody = deep_course(code="touched", level=1), person()
    finish(somebody, shallow)

    with pytest.raises(CannotClaim):
        claim_rung(learner=somebody, competency_code="touched", rung=Rung.KNOWLEDGE, language="en")


def test_a_pilot_edition_certifies_no_knowledge_until_its_experts_have_signed(knower, deep):
    lesson = deep.lessons[0]
    lesson.expert_review = ["clinical"]
    publish(lesson)
    assert refused(knower)

    ExpertSignature.objects.create(
        lesson_key=lesson.translation_key, field="clinical", signer_name="An invented doctor"
    )

    assert claim(knower).is_pilot is False


def test_an_unknown_competency_gives_nothing(knower):
    with pytest.raises(CannotClaim):
        claim_rung(learner=knower, competency_code="nowhere", rung=Rung.KNOWLEDGE, language="en")


def test_the_database_ties_upper_rungs_to_a_competency_and_courses_to_none(knower):
    award = claim(knower)
    for rung, code in ((Rung.COMPLETED, CODE), (Rung.KNOWLEDGE, "")):
        copy = Award.objects.get(pk=award.pk)
        copy.pk, copy._state.adding, copy.term = None, True, 2
        copy.public_id, copy.code, copy.rung, copy.competency_code = uuid4(), "0" * 16, rung, code
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_near_its_end_it_is_renewed_by_the_test_once_more_and_begins_where_the_old_one_ends(knower, deep):
    award = claim(knower)
    with time_machine.travel(timezone.now() + timedelta(days=700)):
        assert refused(knower)

        take_test(knower, deep, score=0.9)
        renewed = claim(knower)

        assert (renewed.term, renewed.course_key) == (2, award.course_key)
        assert renewed.valid_until.year == award.valid_until.year + 2
        assert claim(knower).pk == renewed.pk


def test_what_was_withdrawn_is_not_claimed_again(knower):
    award = claim(knower)
    revoke_award(award, reason="mistake")

    assert claim(knower).pk == award.pk


def test_the_courses_own_rung_stays_as_it_was_and_totals_by_course_count_it_alone(knower, deep):
    own = claim_award(learner=knower, course_key=deep.key, language="en")
    upper = claim(knower)

    assert own.competency_code == ""
    assert own.pk != upper.pk
    assert [row["course_key"] for row in award_totals()] == [deep.key]
    assert list(held_awards([knower.pk])) == [(knower.pk, deep.key)]


def test_its_end_stands_in_the_calendar_and_its_holder_is_told_by_its_outward_name(knower):
    award = claim(knower)
    rows = ending_totals(first=award.valid_until, last=award.valid_until)
    assert [(row["competency_code"], row["people"]) for row in rows] == [(CODE, 1)]
    assert award.course_key in upper_rung_keys([CODE])

    with time_machine.travel(timezone.now() + timedelta(days=700)):
        (line,) = reminding.SOURCE.lines(knower.pk, timezone.now())

    assert "Knowledge-certified: Trauma-informed practice" in line.text


def test_who_rests_is_reminded_of_no_end_until_they_go_on(knower):
    claim(knower)
    begun = deep_course(code="another")
    enrol(learner=knower, course_key=begun.key)
    with time_machine.travel(timezone.now() + timedelta(days=700)):
        pause(learner=knower, course_key=begun.key, paused=True)
        assert knower.pk not in reminding.SOURCE.people(timezone.now())

        pause(learner=knower, course_key=begun.key, paused=False)
        assert knower.pk in reminding.SOURCE.people(timezone.now())


def test_own_data_holds_the_award_and_what_it_rests_on(knower):
    claim(knower)
    (row,) = own_data(knower)["tables"]["certificates.Award"]

    assert (row["competency_code"], row["rung"]) == (CODE, "knowledge-certified")


def test_a_stranger_and_the_paper_read_rung_competency_and_what_it_took(client, knower):
    award = claim(knower)
    page = client.get(reverse("verify", args=[award.shown_code])).content.decode()
    client.force_login(knower)
    paper = client.get(reverse("certificate_document", args=[award.public_id])).content
    text = PdfReader(io.BytesIO(paper)).pages[0].extract_text()

    assert checked(award).is_genuine
    for said in (page, text):
        assert "Trauma-informed practice" in said
        assert "80 %" in said
    assert "Knowledge-certified" in page
    assert "Learning time" not in page
    assert "has shown the knowledge asked for in" in text


def test_the_ladder_shows_what_is_missing_and_the_claim_previews_before_it_issues(client, knower, deep):
    client.force_login(knower)
    ladder = client.get(reverse("competency", args=[CODE])).content.decode()
    address = reverse("rung_claim", args=[CODE, "knowledge-certified"])
    assert "best result in the end test: 90 %" in ladder
    assert address in ladder

    preview = client.get(address)
    assert "has shown the knowledge asked for in" in preview.content.decode()
    assert not Award.objects.exists()

    first, second = client.post(address), client.post(address)
    assert first.url == second.url == Award.objects.get().get_absolute_url()
    held = client.get(first.url).content.decode()
    assert "Learning time" not in held
    assert "At least 80 %" in held
    assert client.get(address).url == first.url
    assert "until" in client.get(reverse("competencies")).content.decode()
    assert client.get(reverse("certificate_renew", args=[Award.objects.get().public_id])).status_code == 302


def test_who_has_not_shown_enough_is_told_so_kindly(client, deep):
    client.force_login(person())
    address = reverse("rung_claim", args=[CODE, "knowledge-certified"])

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 409
        assert "Not yet" in answer.content.decode()
    assert client.get(reverse("rung_claim", args=[CODE, "completed"])).status_code == 404
    assert client.get(reverse("competency", args=["nowhere"])).status_code == 404


def test_where_no_key_may_sign_the_page_says_so_and_nothing_is_issued(client, knower, monkeypatch):
    client.force_login(knower)

    def refuse(_ring):
        raise signing.SigningRefused

    monkeypatch.setattr(signing.KeyRing, "signing_key", refuse)
    answer = client.post(reverse("rung_claim", args=[CODE, "knowledge-certified"]))

    assert answer.status_code == 503
    assert not Award.objects.exists()


def test_a_rule_is_added_never_changed_and_the_award_keeps_its_own(knower, deep):
    first = claim(knower)
    said = {"course_keys": [str(deep.key)], "least_percent": 90, "raters": 1, "valid_months": 12}
    today = timezone.localdate()
    by = person()
    later = set_rule(competency_code=CODE, rung=Rung.KNOWLEDGE, **said, valid_from=today, by=by)
    somebody = person()
    finish(somebody, deep, score=0.85)

    assert refused(somebody)
    take_test(somebody, deep, score=0.9)
    award = claim(somebody)

    assert (award.rule_id, award.edition) == (later.pk, 2)
    assert award.valid_until < first.valid_until
    assert Award.objects.get(pk=first.pk).valid_until == first.valid_until
    with pytest.raises(AppendOnly):
        AwardRule.objects.update(least_percent=1)
    with pytest.raises(AppendOnly):
        later.delete()
    by.delete()
    assert AwardRule.objects.get().set_by is None


def test_a_rule_of_a_day_to_come_holds_from_that_day(knower, deep):
    day = timezone.localdate() + timedelta(days=30)
    terms = {"course_keys": [], "least_percent": 95, "raters": 1, "valid_months": 0}
    set_rule(competency_code=CODE, rung=Rung.KNOWLEDGE, **terms, valid_from=day, by=person())
    served = served_competencies("en")[CODE]

    assert standing_on(knower, served, Rung.KNOWLEDGE).is_ready
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert not standing_on(knower, served, Rung.KNOWLEDGE).is_ready


@pytest.mark.parametrize(
    ("courses", "shares", "carried"),
    [
        ((), {}, ()),
        ((), {"a": 0.79}, ()),
        ((), {"a": 0.8, "b": 0.9}, ("b",)),
        ((), {"b": 0.9, "a": 0.9}, ("a",)),
        (("a", "b"), {"a": 1.0}, ()),
        (("a", "b"), {"a": 1.0, "b": 0.5}, ()),
        (("a", "b"), {"a": 1.0, "b": 0.8, "c": 1.0}, ("a", "b")),
    ],
)
def test_named_courses_are_all_needed_and_without_names_the_best_one_carries(courses, shares, carried):
    assert carrying(Terms(course_keys=courses), shares) == carried


def test_what_is_given_as_four_fifths_is_eighty_percent_in_every_way_of_writing_it():
    for share in (0.8, 4 / 5, 0.1 * 8, 1 - 0.2):
        assert carrying(Terms(), {"a": share}) == ("a",)


def test_a_change_is_reckoned_by_month_and_by_who_could_claim():
    ends = [None, timezone.localdate().replace(2027, 3, 3), timezone.localdate().replace(2027, 3, 30)]
    effect = effect_of(
        ends, before=Terms(valid_months=24), after=Terms(valid_months=0), could={1, 2}, can={2, 3, 4}
    )

    assert (effect.holders, effect.endless) == (3, 1)
    (due,) = effect.due
    assert (due.month.year, due.month.month, due.people) == (2027, 3, 2)
    assert (due.until_before.year, due.until_after) == (2029, None)
    assert (effect.newly, effect.no_longer) == (2, 1)
