"""The record of learning: outward names only, as it is today, for whoever has an open link."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from lms.accounts.api import own_data
from lms.certificates import actions, entries, limits
from lms.certificates.entries import RecordEntry
from lms.certificates.models import RecordLink
from lms.certificates.rules.sharing import MOST_OPEN_LINKS, last_day_of
from lms.certificates.sharing import TooManyLinks, forget_links, open_link, share_record
from tests.certificates.conftest import complete, person, publish
from tests.certificates.test_document import page_text

pytestmark = pytest.mark.django_db
ADDRESS = "/learn/record/"


@pytest.fixture
def own(client, learner):
    client.force_login(learner)
    return client


def opened(token: str, **extra):
    return Client().get(f"/record/{token}/", **extra)


def shared(learner, *, days=30, shows_name=False) -> str:
    return share_record(learner=learner, days=days, shows_name=shows_name).token


def said(answer) -> str:
    """The page itself, without what depends on the address."""
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_the_page_tells_courses_hours_and_certificates_by_outward_names(own, award):
    page = own.get(ADDRESS).content.decode()
    for words in [
        "Working with evidence",
        "1 of 1 lesson",
        "6 hours · 8 academic hours",
        "372 minutes of reading and activities ÷ 60, for academic hours ÷ 45, rounded down",
        award.shown_code,
        "Specimen, not valid",
        "Айгүл Мисалова",
    ]:
        assert words in page
    assert "A title that names the subject" not in page
    assert "The only lesson" not in page


def test_the_file_says_the_same(own, award):
    answer = own.get("/learn/record.pdf")
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(page_text(page) for page in reader.pages)
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    for words in [
        "Record of learning",
        "Invented data",
        "Working with evidence",
        "8 academic hours",
        award.shown_code,
        "Айгүл Мисалова",
    ]:
        assert words in text
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "A title that names the subject" not in text
    assert answer["Content-Disposition"] == 'attachment; filename="record.pdf"'


def test_a_pilot_edition_says_so_in_the_record():
    learner, course = person(), publish(expert_review=("legal",))
    complete(learner, course)
    assert "(pilot edition)" in said(opened(shared(learner)))


def test_a_withdrawn_certificate_says_so_the_same_day(learner, award):
    token = shared(learner)
    actions.revoke_award(award, reason="mistake")
    page = said(opened(token))
    assert "mistake" not in page
    assert "Specimen" in page  # On a demo that is the gravest word.


def test_somebody_who_has_begun_nothing_has_an_empty_record(client):
    client.force_login(person())
    assert "Nothing yet." in client.get(ADDRESS).content.decode()
    assert client.get("/learn/record.pdf").status_code == 200


def test_other_rooms_add_what_they_know(own, learner, monkeypatch):
    entry = RecordEntry(title="A day of workshop", language="en", day=date(2026, 5, 1), minutes=228)
    monkeypatch.setattr(
        entries, "_sources", {"events": lambda somebody: [entry] if somebody == learner else []}
    )
    page = own.get(ADDRESS).content.decode()
    assert "A day of workshop" in page
    assert "10 hours · 13 academic hours" in page
    text = page_text(PdfReader(io.BytesIO(own.get("/learn/record.pdf").content)).pages[0])
    assert "A day of workshop" in text


def test_many_courses_cost_no_more_queries_than_one(own, learner, award):
    own.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        own.get(ADDRESS)
    for _ in range(3):
        complete(learner, publish(expert_review=("legal",)))
    own.get(ADDRESS)
    with CaptureQueriesContext(connection) as many:
        own.get(ADDRESS)
    assert len(many) <= len(few) + 1 <= 12, [query["sql"] for query in many]  # One for signatures.


def test_a_link_is_made_read_by_a_stranger_and_closed(own, learner, award):
    made = own.post(ADDRESS, {"days": "7", "shows_name": "on"})
    assert made.status_code == 302
    page = own.get(ADDRESS)
    address = page.context["links"][0].address
    token = address.rsplit("/", 2)[1]
    assert len(token) >= 22
    assert "Айгүл Мисалова" in said(opened(token))

    link = RecordLink.objects.get()
    assert token not in str(RecordLink.objects.values())
    own.post(f"/learn/record/links/{link.public_id}/close/")
    assert opened(token).status_code == 404
    assert own.get(ADDRESS).context["links"][0].address == ""


def test_without_the_tick_no_name_stands_on_it(learner, award):
    page = opened(shared(learner)).content.decode()
    for name in ("Мисалова", "Misalova", learner.email, str(learner.public_id)):
        assert name not in page
    assert "Working with evidence" in page


def test_a_shared_page_leads_nowhere_and_is_kept_nowhere(learner, award):
    for token in (shared(learner), "unknown"):
        answer = opened(token)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]


def test_unknown_closed_and_ended_look_alike(learner, award):
    closed, ended = shared(learner), shared(learner, days=7)
    RecordLink.objects.filter(pk=open_link(closed).pk).update(closed_at=timezone.now())
    guesses = [opened("A" * 22), opened("нет"), opened("x" * 2000), opened(closed)]
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        guesses.append(opened(ended))
    assert {answer.status_code for answer in guesses} == {404}
    assert len({said(answer) for answer in guesses}) == 1


def test_a_link_opens_on_its_last_day_and_no_more_after(learner):
    token = shared(learner, days=7)
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon + timedelta(days=7)):
        assert opened(token).status_code == 200
    with time_machine.travel(noon + timedelta(days=8)):
        assert opened(token).status_code == 404


def test_head_answers_as_get_does_and_nothing_else_is_allowed(learner):
    token = shared(learner)
    assert Client().head(f"/record/{token}/").status_code == 200
    assert Client().head("/record/unknown/").status_code == 404
    assert Client().post(f"/record/{token}/").status_code == 405


def test_opening_addresses_without_end_is_stopped(learner):
    token = shared(learner)
    for number in range(limits.RECORDS_OF_ONE_VISITOR):
        opened(f"guess-{number}")
    answer = opened(token)
    assert answer.status_code == 429
    assert "Working with evidence" not in answer.content.decode()
    cache.clear()
    assert opened(token).status_code == 200


def test_nobody_closes_the_link_of_another(own, learner):
    other = person()
    link = share_record(learner=other, days=7, shows_name=False).link
    assert own.post(f"/learn/record/links/{link.public_id}/close/").status_code == 404
    assert own.post(f"/learn/record/links/{uuid4()}/close/").status_code == 404
    assert RecordLink.objects.get(pk=link.pk).closed_at is None


@pytest.mark.parametrize("days", ["", "0", "-7", "8", "366", "x", "9" * 50])
def test_no_link_opens_for_a_time_that_is_not_offered(own, days):
    assert own.post(ADDRESS, {"days": days}).status_code == 422
    assert not RecordLink.objects.exists()


def test_a_link_ends_within_a_year_whoever_asks():
    today = date(2027, 1, 31)
    assert last_day_of(today, days=7) == date(2027, 2, 7)
    for days in (0, -1, 366):
        with pytest.raises(ValueError, match="a year at most"):
            last_day_of(today, days=days)


def test_who_has_given_no_name_is_told_so_and_shows_none(client):
    learner = person(full_name="", latin_name="")
    client.force_login(learner)
    assert "as you have not given your full name" in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"days": "7", "shows_name": "on"})
    assert not RecordLink.objects.get().shows_name


def test_so_many_links_may_be_open_and_no_more(own, learner):
    for _ in range(MOST_OPEN_LINKS):
        shared(learner)
    with pytest.raises(TooManyLinks):
        shared(learner)
    answer = own.post(ADDRESS, {"days": "7"})
    assert answer.status_code == 422
    assert "many open links" in answer.content.decode()


def test_a_link_ends_with_the_account_and_with_being_shut_out(learner):
    token = shared(learner)
    learner.is_active = False
    learner.save()
    assert opened(token).status_code == 404
    learner.delete()
    assert not RecordLink.objects.exists()


def test_what_somebody_takes_home_names_the_links_and_opens_none(learner):
    shared(learner)
    rows = own_data(learner)["tables"]["certificates.RecordLink"]
    assert rows[0]["last_day"] and "token_hash" not in rows[0]


def test_links_are_forgotten_a_month_after_their_end(learner):
    shared(learner, days=7), shared(learner, days=90)
    today = timezone.localdate()
    assert forget_links(today + timedelta(days=37)) == 0
    assert actions.forget_record_links((today + timedelta(days=38)).isoformat()) == 1
    assert RecordLink.objects.count() == 1
