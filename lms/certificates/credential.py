"""The signed statement: an Open Badges 3.0 credential as a VC-JWT, made and checked."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urlsplit
from uuid import UUID

import jwt

from lms.certificates.signing import IssuerKey, KeyRing

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
LONGEST_TOKEN = 20_000
LIST_HOLDS = timedelta(days=1)
# How long a reader may keep a list before asking again.
LIST_KEPT_SECONDS = 300


class NotGenuine(Exception):
    """The text was not signed by this issuer, or was changed after it was signed."""


@dataclass(frozen=True)
class Issuer:
    """Who stands behind a credential; `address` is the site's own, without a final slash."""

    name: str
    address: str

    @property
    def did(self) -> str:
        """The issuer's did:web identifier, made from the host of its address."""
        return "did:web:" + quote(urlsplit(self.address).netloc, safe="")


@dataclass(frozen=True)
class Claim:
    """What a credential says. All texts are outward: none points at the families served."""

    public_id: UUID
    verify_address: str
    course_key: UUID
    title: str
    completion: str
    time_spent: str
    competencies: tuple[str, ...]
    language: str
    edition: int
    awarded_at: datetime
    valid_until: date | None
    salt: str
    holder_hashes: tuple[str, ...]
    # The address of the list that tells of a withdrawal, and the place in it; none in what has no place.
    status_list: str = ""
    status_place: int = 0
    # A word of the Open Badges vocabulary.
    achievement_type: str = "CertificateOfCompletion"


def credential_of(claim: Claim, *, issuer: Issuer) -> dict:
    """Lay out a claim as an Open Badges 3.0 credential, unsigned."""
    credential = {
        "@context": CONTEXTS,
        "id": f"urn:uuid:{claim.public_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": claim.title,
        "description": claim.completion,
        "issuer": {
            "id": issuer.did,
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.address,
        },
        "awardedDate": _moment(claim.awarded_at),
        "validFrom": _moment(claim.awarded_at),
        "credentialSubject": _subject_of(claim),
    }
    if claim.valid_until:
        credential["validUntil"] = _moment(_end_of(claim.valid_until))
    if claim.status_list:
        credential["credentialStatus"] = {
            "id": f"{claim.status_list}#{claim.status_place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(claim.status_place),
            "statusListCredential": claim.status_list,
        }
    return credential


def status_list_of(packed: str, *, address: str, issuer: Issuer, now: datetime) -> dict:
    """Lay out a list of what is withdrawn (Bitstring Status List v1.0), unsigned; it holds for a day.

    A copy that somebody kept back from a withdrawal is worth nothing the day after.
    """
    return {
        "@context": CONTEXTS[:1],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": issuer.did},
        "validFrom": _moment(now),
        "validUntil": _moment(now + LIST_HOLDS),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": packed,
            "ttl": LIST_KEPT_SECONDS * 1000,
        },
    }


def _subject_of(claim: Claim) -> dict:
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": f"sha256${digest}",
                "identityType": "name",
                "salt": claim.salt,
            }
            for digest in claim.holder_hashes
        ],
        "achievement": {
            "id": f"urn:uuid:{claim.course_key}",
            "type": ["Achievement"],
            "achievementType": claim.achievement_type,
            "name": claim.title,
            "description": claim.completion,
            "criteria": {"id": claim.verify_address, "narrative": claim.time_spent},
            "inLanguage": claim.language,
            "version": str(claim.edition),
            "tag": list(claim.competencies),
        },
    }


def sign(credential: Mapping, *, key: IssuerKey) -> str:
    """Sign a credential as a compact JWT (EdDSA). Raises SigningRefused for a retired key."""
    payload = dict(credential)
    payload |= {"iss": credential["issuer"]["id"], "jti": credential["id"]}
    payload["nbf"] = _seconds(credential["validFrom"])
    if "validUntil" in credential:
        payload["exp"] = _seconds(credential["validUntil"])
    return sign_text(json.dumps(payload, ensure_ascii=False), key=key, did=payload["iss"])


def sign_text(payload: str, *, key: IssuerKey, did: str) -> str:
    """Sign a payload exactly as it is written, spaces and line ends included."""
    return jwt.PyJWS().encode(
        payload.encode(), key.private_key, algorithm="EdDSA", headers={"kid": f"{did}#{key.kid}"}
    )


def read(token: str, *, ring: KeyRing, longest: int = LONGEST_TOKEN) -> dict:
    """Check the signature of a token and give what it says; its dates are not judged here.

    The key decides, not the address: what was signed before the site moved stays genuine.
    Raises NotGenuine when any character differs from what one of the keys signed.
    """
    did, text = read_text(token, ring=ring, longest=longest)
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotGenuine("The signed text is no statement.") from error
    if not isinstance(payload, dict) or payload.get("iss") != did:
        raise NotGenuine("The statement names another issuer.")
    return payload


def read_text(token: str, *, ring: KeyRing, longest: int = LONGEST_TOKEN) -> tuple[str, bytes]:
    """Check the signature of a token; give the issuer that its header names, and the signed bytes.

    Raises NotGenuine.
    """
    did, key = _signer_named_in(_segments_of(token, longest)[0], ring=ring)
    try:
        return did, jwt.PyJWS().decode(token, key.public_key, algorithms=["EdDSA"])
    except (jwt.InvalidTokenError, ValueError, RecursionError) as error:
        raise NotGenuine("The signature does not fit the text.") from error


def _segments_of(token: str, longest: int) -> list[str]:
    if len(token) > longest or not _COMPACT.fullmatch(token):
        raise NotGenuine("This is not a signed statement.")
    segments = token.split(".")
    # Base64 has spare bits at its end; without this, another text could carry the same signature.
    if any(encode_segment(decode_segment(segment)) != segment for segment in segments):
        raise NotGenuine("This is not a signed statement.")
    return segments


def _signer_named_in(header: str, *, ring: KeyRing) -> tuple[str, IssuerKey]:
    try:
        did, _, name = json.loads(decode_segment(header))["kid"].partition("#")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotGenuine("The statement does not say which key signed it.") from error
    key = ring.find(name)
    if key is None:
        raise NotGenuine("The statement was signed with a key that is not ours.")
    return did, key


def decode_segment(segment: str) -> bytes:
    """Undo the unpadded base64 of one part of a token. Raises NotGenuine when it is none."""
    try:
        return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError as error:
        raise NotGenuine("This is not a signed statement.") from error


def encode_segment(raw: bytes) -> str:
    """Write bytes as one part of a token: base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def did_document(*, ring: KeyRing, issuer: Issuer) -> dict:
    """The did:web document: every key that has signed, so that old credentials still verify."""
    methods = [
        {
            "id": f"{issuer.did}#{key.kid}",
            "type": "JsonWebKey2020",
            "controller": issuer.did,
            "publicKeyJwk": key.as_jwk(),
        }
        for key in ring.keys
    ]
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/suites/jws-2020/v1",
        ],
        "id": issuer.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _end_of(day: date) -> datetime:
    # The last day counts in full: the end of the day in UTC is later than in any served country.
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)
