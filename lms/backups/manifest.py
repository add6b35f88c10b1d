"""What a backup says about itself: its files, its tables, and which keys open it."""

import hashlib
import json
import tarfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "manifest.json"
FORMAT = 1


class BackupError(Exception):
    """A backup cannot be made or used; the message is a sentence for the operator."""


@dataclass(frozen=True)
class Manifest:
    """Everything that is checked before and after a restore.

    ``files`` maps a name to the SHA-256 of its bytes, ``keys`` the name of a key file to that of the key,
    ``tables`` a table to (number of rows, hash over all rows whatever their order).
    """

    made_at: str
    engine: str
    files: dict[str, str]
    tables: dict[str, tuple[int, str]]
    keys: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest last: a folder without one is no backup."""
    write_privately(folder / NAME, json.dumps(asdict(manifest), indent=1, sort_keys=True).encode())


def read_manifest(folder: Path) -> Manifest:
    """Return a backup's manifest. Raises BackupError."""
    try:
        values = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise BackupError(f"{folder} was made by another version of Hamroh. Use that one to restore it.")
        values["tables"] = {table: (rows, digest) for table, (rows, digest) in values["tables"].items()}
        return Manifest(**values)
    except FileNotFoundError as error:
        raise BackupError(f"{folder} holds no finished backup: it has no {NAME}.") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"The {NAME} in {folder} cannot be read. Take another backup.") from error


def require_unchanged(folder: Path, manifest: Manifest) -> None:
    """Raise BackupError unless every file is there and has the bytes it was made with."""
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise BackupError(f"{name} is missing from {folder}. Take another backup.")
        if digest_of(path) != digest:
            raise BackupError(f"{name} in {folder} was changed or damaged. Take another backup.")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each key file; keys are random, so this tells nothing about them."""
    if not folder.is_dir():
        return {}
    return {path.name: digest_of(path) for path in sorted(folder.iterdir()) if path.is_file()}


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read."""
    path.touch(mode=0o600)
    path.write_bytes(content)


def pack(folder: Path, archive: Path) -> None:
    """Put a folder's files into an archive that only its owner may read; a missing folder packs as empty."""
    archive.touch(mode=0o600)
    with tarfile.open(archive, "w") as tar:
        if folder.is_dir():
            tar.add(folder, arcname=".")


def unpack(archive: Path, folder: Path) -> None:
    """Unpack an archive of ours into a folder; nothing in it may lead out of the folder."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{archive.name} cannot be unpacked: {error}") from error
