"""The example of the chapter "Write your own activity": its code is read out of the page and run."""

import importlib.util
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from courses.activities import registry

CHAPTER = settings.BASE_DIR / "lms" / "docs" / "how-to" / "write-your-own-activity.md"
_BLOCK = re.compile(
    r"^```(?:python|html)\n(?:# |\{# )(?P<path>\S+)(?: #\})?\n(?P<code>.*?)^```$", re.M | re.S
)


def files() -> dict[str, str]:
    """Return the files of the example by path, as a reader would type them."""
    return {block["path"]: block["code"] for block in _BLOCK.finditer(CHAPTER.read_text("utf-8"))}


def written_lines() -> int:
    """Return how many lines a reader types; empty ones are not typed."""
    return sum(bool(line.strip()) for code in files().values() for line in code.splitlines())


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """Install the example as the chapter says: its templates below ``folder``, its kind made known."""
    for path, code in files().items():
        if path.endswith(".html"):
            target = folder / Path(path).relative_to("lms/templates")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(code, "utf-8")
    site = settings.TEMPLATES[0]
    with override_settings(TEMPLATES=[{**site, "DIRS": [*site["DIRS"], folder]}]):
        _make_known(_load("casestudies/monday/kind.py", folder).MondayKind)
        try:
            yield
        finally:
            registry._kinds.pop("monday")


def _load(path: str, folder: Path):
    """Return the module of one file of the chapter."""
    code = folder / Path(path).name
    code.write_text(files()[path], "utf-8")
    spec = importlib.util.spec_from_file_location("monday_of_the_chapter", code)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _make_known(kind: type) -> None:
    """Run the lines that the chapter adds to an app's ``ready``."""
    imported, lines = "from casestudies.monday.kind import MondayKind\n", files()["casestudies/apps.py"]
    assert imported in lines
    exec(lines.replace(imported, ""), {"MondayKind": kind})  # noqa: S102  (the chapter's own lines)
