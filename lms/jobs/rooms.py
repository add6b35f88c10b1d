"""Which rooms have jobs: every package of the house that holds an ``actions`` module."""

from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
_FLOORS = ("lms", "casestudies", "assessments", "courses", "media")


def rooms_with_actions() -> list[str]:
    """Return the dotted names of those packages.

    Rooms of a floor need not be Django apps of their own, so the files are asked, not the app list.
    """
    files = [path for floor in _FLOORS for path in (_ROOT / floor).glob("**/actions.py")]
    return sorted(".".join(path.parent.relative_to(_ROOT).parts) for path in files)


def import_actions() -> None:
    """Load every room's tasks, so that a job of any room can be run in this process.

    Celery's own loader would run all system checks first, which a web process need not wait for.
    """
    for room in rooms_with_actions():
        import_module(f"{room}.actions")
