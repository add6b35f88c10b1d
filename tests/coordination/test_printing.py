"""A group's certificates as one file: those alone whose holders allow it, for who coordinates the group."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from courses.api import accept_invitation, create_cohort, invite, leave_cohort
from lms.certificates import printing
from lms.certificates.api import let_print, revoke_award
from lms.certificates.models import Award
from tests.coordination.holders import ends
from tests.coordination.test_overview import coordinator
from tests.factories import make_course, make_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(course):
    return create_cohort(name="Termez, autumn", region="UZ-SU", course_keys=(course.key,))


def member(cohort, course, *, allows: bool, ends_in: int = 400) -> Award:
    """Make a member whose certificate has so many days left."""
    award = ends(course, timezone.localdate() + timedelta(days=ends_in))
    made = invite(cohort=cohort, language="en", last_day=timezone.localdate(), by=make_learner())
    accept_invitation(learner=award.learner, invitation=made.invitation)
    let_print(award, allowed=allows)
    return award


def page(client, cohort):
    return client.get(f"/coordination/cohorts/{cohort.key}/certificates/")


def file(client, cohort, **query):
    return client.get(f"/coordination/cohorts/{cohort.key}/certificates.pdf", query)


def texts(answer) -> list[str]:
    reader = PdfReader(io.BytesIO(answer.content))
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def test_only_what_its_holder_allows_is_printed_and_the_others_are_counted(cohort, course):
    allowed = [member(cohort, course, allows=True) for _ in range(2)]
    kept = member(cohort, course, allows=False)
    own = coordinator(("region", "UZ-SU"))

    said = page(own, cohort).content.decode()
    assert "2 certificates can be printed" in said
    assert "1 member keeps a certificate to themselves" in said
    sheets = texts(file(own, cohort))
    assert len(sheets) == 2
    assert all(any(award.shown_code in sheet for sheet in sheets) for award in allowed)
    assert not any(kept.shown_code in sheet for sheet in sheets)


def test_nothing_is_allowed_unless_somebody_allows_it(course):
    assert not ends(course, timezone.localdate() + timedelta(days=400)).may_print


def test_what_is_withdrawn_over_or_of_another_course_is_not_printed(cohort, course):
    revoke_award(member(cohort, course, allows=True), reason="mistake")
    member(cohort, course, allows=True, ends_in=-5)
    member(cohort, make_course(lessons=1, practice=0, questions=0), allows=True)
    own = coordinator(("region", "UZ-SU"))

    assert "No member has allowed" in page(own, cohort).content.decode()
    assert file(own, cohort).status_code == 404


def test_who_leaves_the_group_takes_the_certificate_along(cohort, course):
    award = member(cohort, course, allows=True)
    leave_cohort(learner=award.learner, key=cohort.key)
    assert file(coordinator(), cohort).status_code == 404


def test_a_group_about_all_courses_prints_those_of_all(course):
    everything = create_cohort(name="All", region="UZ-SU")
    member(everything, course, allows=True)
    assert len(texts(file(coordinator(), everything))) == 1


def test_the_neighbours_group_is_not_there(cohort, course):
    member(cohort, course, allows=True)
    for stranger in (coordinator(("region", "UZ-TK")), coordinator(("country", "KG"))):
        assert page(stranger, cohort).status_code == file(stranger, cohort).status_code == 404
    own = create_cohort(name="Ours", region="UZ-TK")
    assert file(coordinator(("region", "UZ-TK")), own).status_code == 404
    nobody = coordinator()
    assert nobody.get(f"/coordination/cohorts/{uuid4()}/certificates.pdf").status_code == 404


def test_many_certificates_come_in_parts(cohort, course, monkeypatch):
    from lms.coordination.views import printing as pages

    monkeypatch.setattr(pages, "PAPERS_IN_A_FILE", 2)
    awards = [member(cohort, course, allows=True) for _ in range(3)]
    own = coordinator()
    said = page(own, cohort).content.decode()
    assert "Certificates 1 to 2 (PDF)" in said and "Certificates 3 to 3 (PDF)" in said
    first, second = (texts(file(own, cohort, part=part)) for part in (1, 2))
    codes = [award.shown_code for award in awards]
    assert [any(code in sheet for sheet in first + second) for code in codes] == [True] * 3
    assert (len(first), len(second)) == (2, 1)


@pytest.mark.parametrize("part", ["0", "-1", "2", "x", "٣", "9" * 50, ""])
def test_a_part_that_is_not_there_is_not_found(cohort, course, part):
    member(cohort, course, allows=True)
    assert file(coordinator(), cohort, part=part).status_code == 404


def test_who_took_the_file_is_noted_without_a_name(cohort, course, caplog):
    award = member(cohort, course, allows=True)
    with caplog.at_level("INFO", logger="lms"):
        file(coordinator(), cohort)
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    noted = [line for line in lines if line["event"] == "certificates_printed"]
    assert [(line["cohort"], line["papers"]) for line in noted] == [(str(cohort.key), 1)]
    assert str(award.learner.public_id) not in str(lines)
    assert "Invented Person" not in str(lines)


def test_the_holder_allows_it_and_takes_it_back(client, cohort, course):
    award = member(cohort, course, allows=False)
    client.force_login(award.learner)
    address = f"/certificates/{award.public_id}/"
    assert "Termez, autumn" in client.get(address).content.decode()
    client.post(f"{address}print/", {"may_print": "yes"})
    assert Award.objects.get().may_print
    client.post(f"{address}print/", {"may_print": "no"})
    assert not Award.objects.get().may_print
    assert client.post(f"/certificates/{uuid4()}/print/", {"may_print": "yes"}).status_code == 404


def test_nobody_allows_it_for_another(client, cohort, course):
    award = member(cohort, course, allows=False)
    client.force_login(make_learner())
    assert client.post(f"/certificates/{award.public_id}/print/", {"may_print": "yes"}).status_code == 404
    assert not Award.objects.get().may_print


def test_a_file_holds_so_many_that_a_small_server_bears_it():
    assert printing.PAPERS_IN_A_FILE == 40
