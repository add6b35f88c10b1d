"""The guards of pictures and recordings hold for what a package brings, as they do for an upload."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from lms.home.packages.shared import Shared
from media.api import (
    Picture,
    PictureKind,
    PicturePlan,
    Recording,
    RecordingPlan,
    bare_sound,
    is_bare_picture,
    picture_faults,
    recording_faults,
    withdrawn_among,
)

HEARD_AS = {".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"}


def looked_at(shared: Shared) -> int:
    """Return how many photographs and recordings come that this site has not stored yet."""
    return len(photographs(shared)) + len(_new(Recording, shared.recordings))


@dataclass(frozen=True)
class Unseen:
    """A photograph or a recording that comes, by the name of its file in the package."""

    plan: PicturePlan | RecordingPlan
    name: str
    is_sound: bool


def unseen(shared: Shared) -> list[Unseen]:
    """Return what has to be looked at or listened to before it is stored."""
    pictures = [Unseen(plan, f"{plan.key}.webp", is_sound=False) for plan in photographs(shared)]
    new = _new(Recording, shared.recordings)
    return pictures + [Unseen(plan, f"{plan.key}{plan.extension}", is_sound=True) for plan in new]


def may_be_looked_at(name: str, data: bytes) -> bool:
    """Return whether a file of a package is a bare picture or recording, as its name says."""
    extension = Path(name).suffix
    if extension == ".webp":
        return is_bare_picture(data)
    sound = bare_sound(data) if extension in HEARD_AS else None
    return sound is not None and sound.extension == extension


def photographs(shared: Shared) -> list[PicturePlan]:
    """Return the photographs that would be stored here for the first time."""
    new = _new(Picture, shared.pictures)
    return [plan for plan in new if plan.kind == PictureKind.PHOTOGRAPH]


def _new(model, plans: Iterable) -> list:
    plans = list(plans)
    here = model.objects.filter(public_id__in=[plan.key for plan in plans])
    known = set(here.values_list("public_id", flat=True))
    return [plan for plan in plans if plan.key not in known]


def upload_faults(shared: Shared, changed: Iterable[str]) -> list[str]:
    """Return a sentence for each picture and recording that may not be stored, and why."""
    plans: list[PicturePlan | RecordingPlan] = [*shared.pictures, *shared.recordings]
    withdrawn = withdrawn_among(plan.key for plan in plans)
    found = [
        _("%(title)s: consent for it was taken back on this site. Take it out of the package.")
        % {"title": _named(plan)}
        for plan in plans
        if plan.key in withdrawn
    ]
    found += [f"{_named(plan)}: {fault}" for plan in shared.pictures for fault in picture_faults(plan)] + [
        f"{_named(plan)}: {fault}" for plan in shared.recordings for fault in recording_faults(plan)
    ]
    return found + [_other_here(line) for line in changed if line.startswith("media/")]


def _named(plan: PicturePlan | RecordingPlan) -> str:
    return f"“{plan.title}” ({plan.key})"


def _other_here(line: str) -> str:
    return _(
        "%(item)s stands here already, and not as the package has it. What is stored is not replaced: change "
        "its words in the CMS, or give the other one an id of its own."
    ) % {"item": line}
