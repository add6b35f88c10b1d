"""The issuer's key is changed three times: what was signed before stays genuine, in every form it has."""

import base64

import pytest

from lms.accounts import sealing
from lms.certificates import actions, credential, document, signing
from lms.certificates.rules import statement
from tests.certificates.conftest import complete, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(course, settings, tmp_path):
    """Four awards of a real site, each signed with another key, and the lists as they were served then."""
    settings.DEMO, settings.KEYS_DIR = False, tmp_path
    sealing.create_key(sealing.key_file())
    found = []
    for _number in range(4):
        signing.add_key()
        learner = person()
        complete(learner, course)
        found.append(actions.claim_award(learner=learner, course_key=course.key, language="en"))
    return found


def test_every_award_and_its_square_verify_under_the_key_that_signed_them(issued):
    ring = signing.key_ring()
    assert len({award.key_id for award in issued}) == 4
    for award in issued:
        assert credential.read(award.credential, ring=ring)["id"] == f"urn:uuid:{award.public_id}"
        whole = base64.urlsafe_b64decode(award.statement + "=" * (-len(award.statement) % 4))
        key = ring.find(award.key_id)
        assert key.name == whole[1:9].hex()
        key.public_key.verify(whole[-64:], statement.PURPOSE + whole[:-64])


def test_a_list_that_an_older_key_signed_still_reads(client, issued):
    address = f"/certificates/status/{issued[0].status_list}/"
    before = client.get(address).content.decode()
    for _number in range(3):
        signing.add_key()
    ring = signing.key_ring()
    assert credential.read(before, ring=ring, longest=1_000_000)["type"][1] == "BitstringStatusListCredential"
    assert client.get(address).content.decode().split(".")[0] != before.split(".")[0]


def test_the_paper_of_an_old_award_keeps_its_fingerprint_and_its_bytes(issued):
    award = issued[0]
    key = signing.key_ring().find(award.key_id)
    before = document.certificate_pdf(award, key=key)
    signing.add_key()
    again = signing.key_ring().find(award.key_id)
    assert again.fingerprint == key.fingerprint
    assert document.certificate_pdf(award, key=again) == before


def test_people_read_of_every_key_and_when_it_signed(client, issued):
    page = client.get("/verify/keys/").content.decode()
    for key in signing.key_ring().keys:
        assert key.fingerprint in page
    assert page.count("what it signed stays good") == 3
    assert page.count("Signs since") == 1


def test_the_page_that_checks_alone_knows_every_key(client, issued):
    page = client.get("/verify/offline/").content.decode()
    assert all(key.name in page and key.fingerprint in page for key in signing.key_ring().keys)
