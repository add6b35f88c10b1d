"""A certificate is claimed: once, by whoever completed the course, under their own name."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import course_by_key, enrolment_of, published_version, write_course
from courses.content.queries import remembered_version
from courses.models import CoursePage, Enrolment, ExpertSignature
from lms.accounts import sealing
from lms.accounts.models import User
from lms.certificates import actions, credential, signing
from lms.certificates.actions import CannotClaim
from lms.certificates.models import AppendOnly, Award
from lms.home.setup import lay_ground
from tests.certificates.conftest import complete, person, plan_of, publish

pytestmark = pytest.mark.django_db


def claim(learner, course, language="en"):
    return actions.claim_award(learner=learner, course_key=course.key, language=language)


def test_a_completed_course_gives_an_award_with_outward_names_only(learner, course):
    award = claim(learner, course)

    assert award.title == "Working with evidence"
    assert award.competencies == ["Evidence literacy", "Safeguarding"]
    assert award.time.hours == 6
    assert award.edition == enrolment_of(learner.pk, course.key).edition.number
    assert (award.term, award.rung) == (1, "completed")
    assert award.valid_until.year == timezone.localdate().year + 2


def test_claiming_again_gives_the_same_award_unchanged(learner, course):
    first = claim(learner, course)
    second = claim(learner, course, language="ru")

    assert second.pk == first.pk
    assert second.credential == first.credential
    assert second.language == "en"
    assert Award.objects.count() == 1


def test_the_database_itself_refuses_a_second_award_of_the_same_term(award):
    copy = Award.objects.get(pk=award.pk)
    copy.pk, copy._state.adding = None, True
    copy.public_id, copy.code = uuid4(), "0" * 16

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_no_column_of_the_unique_key_may_be_empty():
    constraint = next(
        found for found in Award._meta.constraints if found.name == "one_award_per_course_rung_and_term"
    )
    assert not any(Award._meta.get_field(name).null for name in constraint.fields)


def test_an_unfinished_course_gives_nothing(course):
    with pytest.raises(CannotClaim) as refusal:
        claim(person("bota@example.org"), course)
    assert refusal.value.reason == CannotClaim.NOT_COMPLETE
    assert not Award.objects.exists()


def test_a_course_that_is_nowhere_gives_nothing(learner):
    with pytest.raises(CannotClaim):
        actions.claim_award(learner=learner, course_key=uuid4(), language="en")


def test_without_a_name_there_is_no_certificate(course):
    nameless = person("nameless@example.org", full_name="", latin_name="")
    complete(nameless, course)

    with pytest.raises(CannotClaim) as refusal:
        claim(nameless, course)

    assert refusal.value.reason == CannotClaim.NO_NAME


def test_a_name_that_no_font_can_print_is_said_before_anything_is_issued(course):
    stranger = person("wang@example.org", full_name="王 Aigul", latin_name="Aigul")
    complete(stranger, course)

    with pytest.raises(CannotClaim) as refusal:
        claim(stranger, course)

    assert refusal.value.letters == ("王",)
    assert not Award.objects.exists()


def test_direction_marks_and_control_signs_are_left_out_of_the_name(course):
    tricky = person("tricky@example.org", full_name="Ann\u202e\x00a Bek", latin_name="")
    complete(tricky, course)

    assert claim(tricky, course).names == ["Anna Bek"]


def test_a_demo_award_is_a_specimen_signed_with_the_demo_key(award):
    assert settings.DEMO
    assert award.is_specimen
    assert award.key_id.startswith("demo-")
    said = credential.read(award.credential, ring=signing.key_ring())
    assert said["name"] == "Specimen, not valid: Working with evidence"


def test_a_course_whose_experts_have_not_signed_gives_a_pilot_award():
    course, learner = publish(expert_review=["clinical", "legal"]), person()
    complete(learner, course)
    ExpertSignature.objects.create(
        lesson_key=course.lesson_key, field="legal", signer_name="An invented lawyer"
    )

    award = claim(learner, course)

    assert award.is_pilot
    assert award.pending_reviews == ["clinical"]
    assert (
        "pilot edition, clinical content not yet reviewed"
        in credential.read(award.credential, ring=signing.key_ring())["description"]
    )


def test_where_no_key_may_sign_nothing_is_issued(learner, course, settings, tmp_path):
    settings.DEMO, settings.KEYS_DIR = False, tmp_path

    seal_names_again(learner)

    with pytest.raises(signing.SigningRefused):
        claim(learner, course)

    assert not Award.objects.exists()


def seal_names_again(learner):
    """Make a sealing key for the site as it is now configured, and seal the learner's name with it."""
    sealing.create_key(sealing.key_file())
    learner.profile.full_name, learner.profile.latin_name = "Айгүл Мисалова", ""
    learner.profile.save()


def test_a_real_site_signs_with_its_own_key_and_issues_no_specimen(learner, course, settings, tmp_path):
    settings.DEMO, settings.KEYS_DIR = False, tmp_path
    seal_names_again(learner)
    key = signing.add_key()

    award = claim(learner, course)

    assert not award.is_specimen
    assert award.key_id == key.kid
    assert "Specimen" not in credential.read(award.credential, ring=signing.key_ring())["name"]


def test_the_name_lies_sealed_and_only_hashes_of_it_are_open(award):
    row = Award.objects.filter(pk=award.pk).values().get()
    stored = " ".join(str(value) for value in row.values()) + bytes(row["full_name_sealed"]).decode("latin-1")

    assert "Мисалова" not in stored
    assert "Misalova" not in stored
    assert len(row["holder_hashes"]) == 2


def test_a_claim_asks_the_database_three_times_beside_session_and_account(learner, course):
    claim(*another(course))  # Published courses are in memory from here on.
    asked = User.objects.select_related("profile").get(pk=learner.pk)

    with CaptureQueriesContext(connection) as captured:
        claim(asked, course)

    statements = [query["sql"] for query in captured if not is_transaction(query["sql"])]
    assert len(statements) <= 3, statements
    # The award, and the competencies it shows.
    assert sum(sql.startswith("INSERT") for sql in statements) == 2


def test_who_holds_a_certificate_is_given_it_when_name_course_and_key_are_gone(
    award, learner, course, settings, tmp_path
):
    learner.profile.full_name = learner.profile.latin_name = ""
    learner.profile.save()
    assert claim(User.objects.get(pk=learner.pk), course) == award

    CoursePage.objects.get(translation_key=course.key, locale__language_code="en").unpublish()
    assert course_by_key(course.key, "en") is None
    assert claim(User.objects.get(pk=learner.pk), course) == award

    Enrolment.objects.filter(learner=learner).delete()
    assert claim(User.objects.get(pk=learner.pk), course) == award


def test_a_signature_given_since_the_course_was_read_counts_at_once():
    course, early, late = publish(expert_review=["clinical", "legal"]), person(), person()
    for learner in (early, late):
        complete(learner, course)
    assert claim(early, course).pending_reviews == ["clinical", "legal"]

    for field in ("clinical", "legal"):
        ExpertSignature.objects.create(lesson_key=course.lesson_key, field=field, signer_name="Invented")

    assert not claim(late, course).is_pilot


def test_what_was_published_since_the_course_was_read_counts_at_once():
    course, early, late = publish(), person(), person()
    for learner in (early, late):
        complete(learner, course)
    assert not claim(early, course).is_pilot
    write_course(plan_of(course, "Evidence at work", ("legal",), 24), lay_ground())
    assert remembered_version() != published_version()

    award = claim(late, course)

    assert (award.title, award.pending_reviews) == ("Evidence at work", ["legal"])


def another(course):
    somebody = person("other@example.org")
    complete(somebody, course)
    return somebody, course


def is_transaction(sql: str) -> bool:
    return sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))


def test_an_award_cannot_be_rewritten(award):
    award.title = "Another course"
    with pytest.raises(AppendOnly):
        award.save()
    with pytest.raises(AppendOnly):
        award.save(update_fields=["title"])
    with pytest.raises(AppendOnly):
        Award.objects.filter(pk=award.pk).update(valid_until=None)
    with pytest.raises(AppendOnly), transaction.atomic():
        Award.objects.bulk_update([award], ["title"])
    assert Award.objects.get(pk=award.pk).title == "Working with evidence"


def test_an_award_cannot_be_deleted_but_goes_with_its_account(award, learner):
    with pytest.raises(AppendOnly):
        award.delete()
    with pytest.raises(AppendOnly):
        Award.objects.all().delete()

    User.objects.get(pk=learner.pk).delete()

    assert not Award.objects.exists()


def test_a_revocation_needs_a_reason_in_python_and_in_the_database(award):
    for nothing in ("", "  ", "because I say so"):
        with pytest.raises(ValueError, match="RevocationReason"):
            actions.revoke_award(award, reason=nothing)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(revoked_at=timezone.now())

    actions.revoke_award(award, reason="mistake")

    assert Award.objects.get(pk=award.pk).revoked_at is not None
