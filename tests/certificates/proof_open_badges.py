"""`./run prove open-badges FOLDER`: our credentials against 1EdTech's own schema, read from that folder.

The file is achievementcredential.json of github.com/1EdTech/openbadges-specification, docs/schema/, as of
30 July 2024. Its licence lets everybody use it and not everybody hand it on, so it is not in this repository.
"""

import hashlib
import json
import os
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from lms.certificates import credential
from tests.certificates.test_credential import CLAIM, ISSUER, RING, signed

SHA256 = "5753fb3ecf7d024ed273dd364bd683f483eb47257e718e6618832cf89eb2083a"
WITH_STATUS = replace(CLAIM, status_list="https://hamroh.example/certificates/status/2026/", status_place=7)


@pytest.fixture(scope="module")
def schema():
    text = (Path(os.environ["OPEN_BADGES_FOLDER"]) / "achievementcredential.json").read_bytes()
    assert hashlib.sha256(text).hexdigest() == SHA256, "This is another build of the schema."
    return jsonschema.Draft201909Validator(json.loads(text))


@pytest.mark.parametrize(
    "claim",
    [CLAIM, WITH_STATUS, replace(WITH_STATUS, valid_until=None), replace(CLAIM, competencies=())],
    ids=["before there were lists", "with a place", "without end", "without competencies"],
)
def test_the_schema_finds_no_fault(schema, claim):
    laid = credential.credential_of(claim, issuer=ISSUER)
    assert [error.message for error in schema.iter_errors(laid)] == []


def test_what_is_signed_is_what_the_schema_was_shown(schema):
    said = credential.read(signed(WITH_STATUS), ring=RING)
    added = {"iss", "jti", "nbf", "exp"}
    assert {name: said[name] for name in said if name not in added} == credential.credential_of(
        WITH_STATUS, issuer=ISSUER
    )
    assert [error.message for error in schema.iter_errors(said)] == []


@pytest.mark.parametrize(
    "path",
    [
        ("issuer",),
        ("validFrom",),
        ("credentialSubject", "achievement", "criteria"),
        ("credentialSubject", "achievement", "name"),
        ("credentialStatus", "type"),
        ("@context",),
    ],
    ids=".".join,
)
def test_the_schema_misses_what_is_taken_away(schema, path):
    laid = deepcopy(credential.credential_of(WITH_STATUS, issuer=ISSUER))
    inner = laid
    for name in path[:-1]:
        inner = inner[name]
    del inner[path[-1]]
    assert not schema.is_valid(laid)
