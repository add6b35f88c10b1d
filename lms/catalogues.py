"""Turning translated sentences (.po) into what Django reads (.mo), without gettext installed.

Run before the site starts and before tests; needs neither settings nor a database.
"""

import os
from pathlib import Path

import polib

LOCALE_DIR = Path(__file__).resolve().parent / "locale"


def compile_catalogues(locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """Write every .mo that is missing or older than its .po; returns the files written.

    A second call writes nothing. Safe while another process does the same: each file appears whole.
    """
    sources = sorted(locale_dir.glob("*/LC_MESSAGES/*.po"))
    return [_compile(source) for source in sources if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    compiled = source.with_suffix(".mo")
    unfinished = compiled.with_suffix(f".{os.getpid()}.tmp")
    polib.pofile(str(source)).save_as_mofile(str(unfinished))
    unfinished.replace(compiled)
    return compiled
