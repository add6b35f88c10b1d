"""The specimen: one letter changed, and the check fails before the visitor's eyes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.certificates import credential, signing, specimen
from lms.certificates.credential import NotGenuine

pytestmark = pytest.mark.django_db
ADDRESS = "/verify/specimen/"


def as_a_browser_sends(text):
    return text.replace("\n", "\r\n")


def test_the_untouched_specimen_fits_its_signature(client):
    page = client.get(ADDRESS).content.decode()
    assert "The signature fits" in page
    assert "Specimen, not valid" in page
    assert "Invented data" in page


def test_sent_back_unchanged_it_still_fits(client):
    signed = specimen.untouched()
    page = client.post(
        ADDRESS,
        {"do": "check", "statement": as_a_browser_sends(signed.statement), "signature": signed.signature},
    ).content.decode()
    assert "The signature fits" in page


@pytest.mark.parametrize("place", [0, 40, 200, 400, -1])
def test_any_one_letter_changed_and_the_signature_does_not_fit(client, place):
    signed = specimen.untouched()
    letters = list(signed.statement)
    letters[place] = "~"
    page = client.post(
        ADDRESS, {"do": "check", "statement": "".join(letters), "signature": signed.signature}
    ).content.decode()
    assert "The signature does not fit" in page
    assert "<mark>~</mark>" in page


def test_one_tap_changes_a_letter_and_another_puts_it_back(client):
    changed = client.post(ADDRESS, {"do": "change"}).content.decode()
    restored = client.post(ADDRESS, {"do": "restore"}).content.decode()

    assert "The signature does not fit" in changed
    assert "<mark>8</mark> hours" in changed
    assert "The signature fits" in restored


@pytest.mark.parametrize("signature", ["", "A" * 86, "é", "a.b", "x" * 5000])
def test_another_signature_does_not_fit(client, signature):
    data = {"do": "check", "statement": specimen.untouched().statement, "signature": signature}
    page = client.post(ADDRESS, data).content.decode()
    assert "The signature does not fit" in page
    assert "the signature was changed" in page


@pytest.mark.parametrize("statement", ["", "x" * 200_000, "\ud83d", "<script>alert(1)</script>", "\x00"])
def test_whatever_is_sent_is_answered_calmly(client, statement):
    sent = {"do": "check", "statement": statement.encode("utf-8", "replace").decode(), "signature": "A"}
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert len(answer.content) < 60_000


def test_playing_asks_and_writes_nothing(client):
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS)
        client.post(ADDRESS, {"do": "change"})
    assert len(captured) == 0


def test_what_the_specimens_key_signs_is_worth_nothing_as_a_certificate():
    key = specimen.specimen_key()
    forged = credential.sign_text('{"iss": "did:web:testserver"}', key=key, did="did:web:testserver")

    assert signing.key_ring().find(key.kid) is None
    with pytest.raises(NotGenuine):
        credential.read(forged, ring=signing.key_ring())
