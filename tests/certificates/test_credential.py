"""The signed statement: accepted whole by others, refused when one character differs."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import jwt
import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from lms.certificates import credential, rules, signing
from lms.certificates.credential import Claim, Issuer, NotGenuine
from lms.certificates.signing import KeyRing

ISSUER = Issuer(name="Hamroh", address="https://hamroh.example")
CLAIM = Claim(
    public_id=UUID(int=7),
    verify_address="https://hamroh.example/verify/7F3K-9QXA-01MB-V8TC/",
    course_key=UUID(int=8),
    title="Күрделі деректер: Evidence literacy",
    completion="Completed",
    time_spent="6 hours",
    competencies=("Evidence literacy", "Safeguarding"),
    language="kk",
    edition=1,
    awarded_at=datetime(2026, 1, 5, 6, 0, tzinfo=UTC),
    valid_until=date(2099, 11, 22),
    salt="5a17",
    holder_hashes=rules.holder_hash("5a17", "Айгүл Мисалова", "Aigul Misalova"),
)
KEY = signing.new_key(is_demo=False)
RING = KeyRing((KEY,))


def signed(claim=CLAIM, *, key=KEY, issuer=ISSUER):
    return credential.sign(credential.credential_of(claim, issuer=issuer), key=key)


def test_a_signed_credential_reads_back_as_it_was():
    read = credential.read(signed(), ring=RING)

    assert read["name"] == CLAIM.title
    assert read["credentialSubject"]["achievement"]["tag"] == list(CLAIM.competencies)
    assert read["validUntil"] == "2099-11-22T23:59:59Z"


def test_signing_twice_gives_the_same_text():
    assert signed() == signed()


def test_the_name_itself_is_nowhere_in_the_credential():
    said = json.dumps(credential.read(signed(), ring=RING), ensure_ascii=False).casefold()
    assert "мисалова" not in said
    assert "misalova" not in said


def test_a_stranger_can_compare_a_name_with_the_hash_in_the_credential():
    held = credential.read(signed(), ring=RING)["credentialSubject"]["identifier"]
    hashes = [entry["identityHash"].removeprefix("sha256$") for entry in held]

    assert rules.is_the_holder("АЙГҮЛ МИСАЛОВА", salt=held[0]["salt"], hashes=hashes)
    assert not rules.is_the_holder("Bota Misalova", salt=held[0]["salt"], hashes=hashes)


def test_any_changed_character_makes_it_not_genuine():
    token = signed()
    for place, letter in enumerate(token):
        other = chr(ord(letter) ^ (1 << place % 7))
        with pytest.raises(NotGenuine):
            credential.read(token[:place] + other + token[place + 1 :], ring=RING)


@pytest.mark.parametrize(
    "broken",
    ["", ".", "..", "a.b.c", "é.b.c", "e30.e30.AAAA", "e30.e30", "x" * 30_000, "bnVsbA.bnVsbA.AA"],
)
def test_text_that_is_no_credential_is_not_genuine(broken):
    with pytest.raises(NotGenuine):
        credential.read(broken, ring=RING)


@pytest.mark.parametrize("tail", ["=", " ", "\n", "A", ".A"])
def test_nothing_may_be_added_at_the_end(tail):
    with pytest.raises(NotGenuine):
        credential.read(signed() + tail, ring=RING)


def test_spare_bits_of_the_signature_may_not_differ():
    token = signed()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = alphabet[alphabet.index(token[-1]) ^ 1]
    assert credential.decode_segment(token.split(".")[2]) == credential.decode_segment(
        token.split(".")[2][:-1] + twin
    )
    with pytest.raises(NotGenuine):
        credential.read(token[:-1] + twin, ring=RING)


def test_a_key_of_somebody_else_is_refused():
    stranger = signing.new_key(is_demo=False)
    with pytest.raises(NotGenuine, match="not ours"):
        credential.read(signed(key=stranger), ring=RING)


def test_somebody_elses_signature_under_our_key_id_is_refused():
    forged = replace(signing.new_key(is_demo=False), kid=KEY.kid)
    with pytest.raises(NotGenuine, match="does not fit"):
        credential.read(signed(key=forged), ring=RING)


def test_an_unsigned_credential_is_refused():
    payload = credential.credential_of(CLAIM, issuer=ISSUER) | {"iss": ISSUER.did}
    token = jwt.encode(payload, None, algorithm="none", headers={"kid": f"{ISSUER.did}#{KEY.kid}"})
    with pytest.raises(NotGenuine):
        credential.read(token, ring=RING)


def test_a_public_key_cannot_be_used_as_a_shared_secret():
    payload = credential.credential_of(CLAIM, issuer=ISSUER) | {"iss": ISSUER.did}
    token = jwt.encode(payload, KEY.public, algorithm="HS256", headers={"kid": f"{ISSUER.did}#{KEY.kid}"})
    with pytest.raises(NotGenuine):
        credential.read(token, ring=RING)


def test_what_an_older_key_signed_still_reads_after_rotation():
    token = signed()
    ring = RING.with_new_key(signing.new_key(is_demo=False)).with_new_key(signing.new_key(is_demo=False))
    assert not ring.find(KEY.kid).is_active
    assert credential.read(token, ring=ring)["id"] == f"urn:uuid:{CLAIM.public_id}"


def test_what_was_signed_before_the_site_moved_stays_genuine():
    old_home = Issuer(name="Hamroh", address="http://127.0.0.1:8000")
    assert credential.read(signed(issuer=old_home), ring=RING)["iss"] == "did:web:127.0.0.1%3A8000"


def test_an_award_without_end_has_no_end_in_its_credential():
    endless = credential.read(signed(replace(CLAIM, valid_until=None)), ring=RING)
    assert "validUntil" not in endless
    assert "exp" not in endless


def test_every_member_that_open_badges_requires_is_there():
    vc = credential.credential_of(CLAIM, issuer=ISSUER)
    subject = vc["credentialSubject"]

    assert vc["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(vc["type"])
    assert {"id", "issuer", "validFrom"} <= set(vc)
    assert "Profile" in vc["issuer"]["type"]
    assert "AchievementSubject" in subject["type"]
    assert {"id", "type", "name", "description", "criteria"} <= set(subject["achievement"])
    assert subject["achievement"]["criteria"]["narrative"]
    for entry in subject["identifier"]:
        assert {"type", "hashed", "identityHash", "identityType"} <= set(entry)


def did_document_as_fetched(url):
    assert url == "https://hamroh.example/.well-known/did.json"
    return json.dumps(credential.did_document(ring=RING, issuer=ISSUER)).encode()


def test_an_independent_verifier_finds_our_key_by_did_web_and_accepts():
    verifier = OB3Verifier.for_issuer_did(ISSUER.did, download=did_document_as_fetched)

    accepted = verifier.verify(signed())

    assert accepted.achievement.name == CLAIM.title
    assert accepted.issuer.id == ISSUER.did


def test_an_independent_verifier_refuses_a_changed_one():
    verifier = OB3Verifier.for_issuer_did(ISSUER.did, download=did_document_as_fetched)
    head, body, signature = signed().split(".")
    changed = body.replace("a", "b", 1)
    assert changed != body
    with pytest.raises(OB3VerificationError):
        verifier.verify(f"{head}.{changed}.{signature}")


def test_an_independent_verifier_sees_that_one_has_run_out():
    verifier = OB3Verifier.for_issuer_did(ISSUER.did, download=did_document_as_fetched)
    with pytest.raises(OB3VerificationError, match="expired"):
        verifier.verify(signed(replace(CLAIM, valid_until=date(2026, 1, 6))))
