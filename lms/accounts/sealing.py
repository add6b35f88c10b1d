"""Sealed text: AES-256-GCM under a key file outside the database, bound to its row and owner."""

import contextlib
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"


class SealBroken(ValueError):
    """Sealed bytes do not open here: another key, another row, another owner, or changed bytes."""


class SealingKeyMissing(RuntimeError):
    """The sealing key file is not there and may not be made silently."""


@lru_cache(maxsize=4)
def _key_at(path: str) -> bytes:
    file = Path(path)
    if not file.exists():
        _make_key(file)
    key = file.read_bytes()
    if len(key) != _KEY_BYTES:
        raise SealingKeyMissing(f"{file} does not hold a key of {_KEY_BYTES} bytes.")
    return key


def _make_key(file: Path) -> None:
    """Make the key on the demo and in tests; in production an operator makes it on purpose."""
    if not settings.DEMO:
        raise SealingKeyMissing(f"{file} is missing. Restore it, or run: manage.py create_sealing_key")
    with contextlib.suppress(FileExistsError):
        create_key(file)


def key_file() -> Path:
    """Return the path of the sealing key."""
    return Path(settings.KEYS_DIR) / "sealing-key"


def create_key(file: Path) -> None:
    """Write a new random key, readable by its owner only. Raises FileExistsError rather than replace one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(os.urandom(_KEY_BYTES))


def seal(text: str, context: str) -> bytes:
    """Return ``text`` sealed under ``context`` (which row, whose); the empty text seals to b""."""
    if not text:
        return b""
    nonce = os.urandom(_NONCE_BYTES)
    box = AESGCM(_key_at(str(key_file()))).encrypt(nonce, text.encode(), context.encode())
    return _VERSION + nonce + box


def unseal(sealed: bytes, context: str) -> str:
    """Return the text sealed under the same ``context``. Raises SealBroken; never returns sealed bytes."""
    sealed = bytes(sealed or b"")
    if not sealed:
        return ""
    nonce, box = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _VERSION or len(nonce) != _NONCE_BYTES:
        raise SealBroken("Not a sealed text of a known version.")
    try:
        return AESGCM(_key_at(str(key_file()))).decrypt(nonce, box, context.encode()).decode()
    except InvalidTag as error:
        raise SealBroken("The seal does not open in this row with this key.") from error


class Sealed:
    """A text attribute kept sealed in a BinaryField of the same row.

    The model gives ``sealing_context()``, a text that names row and owner; the attribute's field
    name is added, so that two sealed fields of one row cannot be swapped either.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def _context(self, row) -> str:
        return f"{row._meta.label}.{self.field}/{row.sealing_context()}"

    def __get__(self, row, owner=None):
        if row is None:
            return self
        return unseal(getattr(row, self.field), self._context(row))

    def __set__(self, row, text: str) -> None:
        setattr(row, self.field, seal(text, self._context(row)))
