"""The list of withdrawn certificates, read by a reader that is not ours and as the standard tells to."""

import base64
import gzip
import json

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from lms.certificates import actions, credential, issuing, signing
from lms.certificates.credential import NotGenuine
from lms.certificates.models import Award, ClosedPlace
from lms.certificates.queries import status_address
from lms.certificates.rules import status
from tests.certificates.conftest import complete, person

pytestmark = pytest.mark.django_db


def fetched(client, address: str) -> bytes:
    """What a stranger's program is given at an address of ours."""
    return client.get(address.removeprefix(status_address(0).partition("/certificates/")[0])).content


def status_of(client, award) -> dict:
    """The list that an award names, read whole."""
    said = credential.read(award.credential, ring=signing.key_ring())["credentialStatus"]
    token = fetched(client, said["statusListCredential"]).decode()
    return credential.read(token, ring=signing.key_ring(), longest=1_000_000)


def bit(packed: str, place: int) -> int:
    """Read one bit as Bitstring Status List v1.0, 3.2, tells to."""
    assert packed[0] == "u"
    bits = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))
    assert len(bits) * 8 >= 131_072
    return int(f"{bits[place // 8]:08b}"[place % 8])


def independent(client, award):
    """Check as openbadgeslib does: key by did:web, status list fetched, its signature checked too."""
    did = credential.read(award.credential, ring=signing.key_ring())["iss"]

    def download(address):
        return fetched(client, address if "/certificates/" in address else "/.well-known/did.json")

    verifier = OB3Verifier.for_issuer_did(did, download=download)
    return verifier.verify(award.credential, check_status=True, download=download)


def test_an_independent_reader_accepts_before_and_refuses_after_a_withdrawal(client, award):
    assert independent(client, award).achievement.tags == ["Evidence literacy", "Safeguarding"]
    actions.revoke_award(award, reason="mistake")
    with pytest.raises(OB3VerificationError, match="revocation"):
        independent(client, award)


def test_only_the_withdrawn_ones_bit_is_set(client, award, course):
    other = person()
    complete(other, course)
    kept = actions.claim_award(learner=other, course_key=course.key, language="en")
    actions.revoke_award(award, reason="conduct")

    packed = status_of(client, award)["credentialSubject"]["encodedList"]

    assert (bit(packed, award.status_place), bit(packed, kept.status_place)) == (1, 0)
    assert (
        bytes(gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "==="))).count(0)
        == status.PLACES // 8 - 1
    )


def test_the_place_in_the_row_is_the_place_that_was_signed(award):
    said = credential.read(award.credential, ring=signing.key_ring())["credentialStatus"]
    assert said == {
        "id": f"{status_address(award.awarded_at.year)}#{award.status_place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(award.status_place),
        "statusListCredential": status_address(award.awarded_at.year),
    }


def test_a_list_may_be_kept_five_minutes_is_open_to_every_site_and_costs_three_queries(client, award):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"/certificates/status/{award.status_list}/")
    assert len(captured) == 3
    assert answer["Content-Type"] == "application/vc+jwt"
    assert "max-age=300" in answer["Cache-Control"] and "public" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert len(answer.content) < 4_000
    assert not answer.cookies


@pytest.mark.parametrize("year", [1, 1999, 32_768, 10**30])
def test_a_year_without_awards_has_no_list(client, award, year):
    assert client.get(f"/certificates/status/{year}/").status_code == 404


def test_a_withdrawn_one_stays_withdrawn_when_its_account_is_closed(client, award, learner):
    said = credential.read(award.credential, ring=signing.key_ring())["credentialStatus"]
    actions.revoke_award(award, reason="conduct")
    learner.delete()

    assert list(ClosedPlace.objects.values_list("status_list", "status_place")) == [
        (award.status_list, int(said["statusListIndex"]))
    ]
    with pytest.raises(OB3VerificationError, match="revocation"):
        independent(client, award)


def test_a_place_that_another_has_or_had_is_drawn_again(award, course, monkeypatch):
    ClosedPlace.objects.create(status_list=award.status_list, status_place=7)
    drawn = iter([award.status_place, 7, 8])
    monkeypatch.setattr(issuing, "new_place", lambda: next(drawn))
    other = person()
    complete(other, course)

    issued = actions.claim_award(learner=other, course_key=course.key, language="en")

    said = credential.read(issued.credential, ring=signing.key_ring())["credentialStatus"]
    assert (issued.status_place, said["statusListIndex"]) == (8, "8")


def test_the_database_gives_no_place_twice(award):
    twin = Award.objects.get(pk=award.pk)
    with pytest.raises(IntegrityError):
        Award.objects.bulk_create([Award(**_but(twin, id=None, term=9, code="0" * 16, public_id=None))])


def _but(award, **changed) -> dict:
    kept = {field.attname: getattr(award, field.attname) for field in Award._meta.concrete_fields}
    kept |= changed
    kept["public_id"] = kept["public_id"] or "00000000-0000-0000-0000-000000000001"
    return kept


def test_what_was_issued_before_there_were_lists_still_stands(client, award):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE certificates_award SET status_list = NULL, status_place = NULL, statement = ''"
        )
    page = client.get(f"/verify/{award.shown_code}/").content.decode()
    assert 'standing--specimen"' in page
    assert Award.objects.get().square_address == award.verify_address


def test_places_are_drawn_from_the_whole_list():
    drawn = [status.new_place() for _ in range(2_000)]
    assert len(set(drawn)) > 1_990
    assert min(drawn) < status.PLACES // 50 and max(drawn) > status.PLACES - status.PLACES // 50
    with pytest.raises(ValueError, match="places"):
        status.packed([status.PLACES])


def test_every_changed_letter_of_a_list_makes_it_not_genuine(client, award):
    token = fetched(client, status_address(award.status_list)).decode()
    ring = signing.key_ring()
    for place, letter in enumerate(token):
        other = chr(ord(letter) ^ (1 << place % 7))
        with pytest.raises(NotGenuine):
            credential.read(token[:place] + other + token[place + 1 :], ring=ring, longest=1_000_000)


def test_a_list_is_worth_nothing_the_day_after(client, award):
    said = status_of(client, award)
    assert said["exp"] - said["nbf"] == 24 * 3600
    assert json.dumps(said).count(str(award.public_id)) == 0


def test_nothing_is_published_where_no_key_may_sign(client, award, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    (tmp_path / "issuer.json").write_text("broken")
    answer = client.get(f"/certificates/status/{award.status_list}/")
    assert answer.status_code == 503 and "no-store" in answer["Cache-Control"]
