"""The issuer's keys: where they lie, which one signs, and what the world may know of them."""

import base64
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings

KEY_FILE = "issuer.json"
# Two, so that a new key can take over while what the old one signed today is still on its way.
MOST_ACTIVE_KEYS = 2


class SigningRefused(Exception):
    """No key may sign here: none is there, it is a demo key, or its file is not kept private."""


@dataclass(frozen=True)
class IssuerKey:
    """One Ed25519 key of the issuer. A retired key has lost its private half and only verifies."""

    kid: str
    created: str
    is_demo: bool
    public: bytes
    seed: bytes | None

    @property
    def is_active(self) -> bool:
        """Whether the key can still sign."""
        return self.seed is not None

    @property
    def private_key(self) -> Ed25519PrivateKey:
        """The private half. Raises SigningRefused for a retired key."""
        if self.seed is None:
            raise SigningRefused(f"The key {self.kid} is retired and signs nothing any more.")
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The public half, as cryptography wants it."""
        return Ed25519PublicKey.from_public_bytes(self.public)

    @property
    def fingerprint(self) -> str:
        """The first 128 bits of the public key's SHA-256, in eight groups of four."""
        digest = hashlib.sha256(self.public).hexdigest()[:32]
        return " ".join(digest[start : start + 4] for start in range(0, 32, 4))

    @property
    def name(self) -> str:
        """The key's id without its kind: the first 64 bits of the public key's SHA-256, in hexadecimal."""
        return self.kid.rpartition("-")[2]

    def as_jwk(self) -> dict[str, str]:
        """The public half as a JSON Web Key (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "x": _encode(self.public), "kid": self.kid}


@dataclass(frozen=True)
class KeyRing:
    """The keys this site may use, newest first."""

    keys: tuple[IssuerKey, ...] = ()

    def signing_key(self) -> IssuerKey:
        """The newest active key. Raises SigningRefused when there is none."""
        for key in self.keys:
            if key.is_active:
                return key
        raise SigningRefused("There is no issuer key. Create one: manage.py create_issuer_key")

    def find(self, kid: str) -> IssuerKey | None:
        """The key of that id, active or retired, or None."""
        return next((key for key in self.keys if key.kid == kid), None)

    def with_new_key(self, key: IssuerKey) -> "KeyRing":
        """Put `key` first; from the third active key on, the oldest are retired for good."""
        active = [known for known in self.keys if known.is_active]
        retired = {known.kid for known in active[MOST_ACTIVE_KEYS - 1 :]}
        kept = (replace(k, seed=None) if k.kid in retired else k for k in self.keys)
        return KeyRing((key, *kept))


def new_key(*, is_demo: bool, seed: bytes | None = None) -> IssuerKey:
    """Make a key that is stored nowhere yet; its id names the fingerprint and whether it is demo."""
    private = Ed25519PrivateKey.from_private_bytes(seed) if seed else Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    name = hashlib.sha256(public).hexdigest()[:16]
    return IssuerKey(
        kid=f"demo-{name}" if is_demo else f"key-{name}",
        created=datetime.now(UTC).date().isoformat(),
        is_demo=is_demo,
        public=public,
        seed=private.private_bytes_raw(),
    )


def key_ring() -> KeyRing:
    """The keys of this site. In demo mode a first demo key is made on first use.

    Raises SigningRefused when a key file is there but may not be trusted.
    """
    path = key_file()
    if settings.DEMO and not path.exists():
        _create_file(path, KeyRing((new_key(is_demo=True),)))
    if not path.exists():
        return KeyRing()
    return _usable(load(path))


def add_key() -> IssuerKey:
    """Create a key and make it the one that signs. A demo site makes demo keys, no other does."""
    ring = load(key_file()) if key_file().exists() else KeyRing()
    key = new_key(is_demo=settings.DEMO)
    save(key_file(), ring.with_new_key(key))
    return key


def key_file() -> Path:
    """Where the keys lie: outside the database and outside its backups."""
    return Path(settings.KEYS_DIR) / KEY_FILE


def load(path: Path) -> KeyRing:
    """Read a key file. Raises SigningRefused when it cannot be read as what it should be."""
    _refuse_open_file(path)
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["keys"]
        return KeyRing(tuple(_key_from(row) for row in rows))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SigningRefused(f"The key file {path} cannot be read.") from error


def save(path: Path, ring: KeyRing) -> None:
    """Replace the key file in one step, readable by its owner alone."""
    draft = _draft_beside(path, ring)
    os.replace(draft, path)


def _create_file(path: Path, ring: KeyRing) -> None:
    """Write the first key file, unless another process has just done so."""
    draft = _draft_beside(path, ring)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # The other process's keys hold: two rings would sign in two voices.
    finally:
        os.unlink(draft)


def _draft_beside(path: Path, ring: KeyRing) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".issuer-")  # mode 0600 from birth
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "keys": [_row_of(key) for key in ring.keys]}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _usable(ring: KeyRing) -> KeyRing:
    """A real site has no demo keys and a demo no real ones: they neither sign nor verify there."""
    return KeyRing(tuple(key for key in ring.keys if key.is_demo == settings.DEMO))


def _refuse_open_file(path: Path) -> None:
    # A demo may live on a disk without file modes; a real key may not.
    if settings.DEMO or os.name == "nt":
        return
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SigningRefused(f"The key file {path} can be read by others. Run: chmod 600 {path}")


def _row_of(key: IssuerKey) -> dict:
    return {
        "kid": key.kid,
        "created": key.created,
        "demo": key.is_demo,
        "public": _encode(key.public),
        "private": _encode(key.seed) if key.seed else None,
    }


def _key_from(row: dict) -> IssuerKey:
    seed = _decode(row["private"]) if row["private"] else None
    key = IssuerKey(
        kid=row["kid"],
        created=row["created"],
        is_demo=row["demo"] is not False,
        public=_decode(row["public"]),
        seed=seed,
    )
    if seed and key.private_key.public_key().public_bytes_raw() != key.public:
        raise ValueError("The two halves of a key do not belong together.")
    return key


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class KeyPeriod:
    """A key as people read of it: its first day (ISO), and the day it was replaced, empty while it signs."""

    key: IssuerKey
    since: str
    until: str


def periods(ring: KeyRing) -> list[KeyPeriod]:
    """Every key with the days between which it signed, newest first: each signs until the next one comes."""
    ends = ["", *(key.created for key in ring.keys)]
    return [KeyPeriod(key, key.created, end) for key, end in zip(ring.keys, ends, strict=False)]


def public_keys(keys: Iterable[IssuerKey]) -> dict[str, list[dict[str, str]]]:
    """The JSON Web Key Set of the keys: public halves only."""
    return {"keys": [key.as_jwk() | {"alg": "EdDSA", "use": "sig"} for key in keys]}
