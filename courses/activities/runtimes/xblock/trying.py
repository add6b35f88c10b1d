"""Tries a block of the catalogue before anybody meets it: draws it, calls its handlers, keeps nothing."""

import json
import re
from importlib.metadata import entry_points
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.test import RequestFactory
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.django.request import django_to_webob_request
from xblock.fields import UserScope

from courses.activities.contract import PlacedActivity
from courses.activities.runtimes.xblock.catalogue import AllowedBlock, BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.identity import FrozenIds
from courses.activities.runtimes.xblock.loading import load_block
from courses.activities.runtimes.xblock.playing import STUDENT_VIEW, Nowhere, runtime_for
from courses.activities.runtimes.xblock.rows import LearnerRows
from courses.activities.runtimes.xblock.runtime import LessonRuntime
from courses.activities.runtimes.xblock.services import services_for

_NOBODY = UUID(int=0)
# Fields that XBlock gives to every block.
_EVERY_BLOCKS = frozenset(XBlock.fields)
# What a page of ours would not let run; in a frame it may.
_NEEDS_FRAME = {
    "event handlers in its markup": re.compile(r"<[^>]+\son\w+\s*=", re.IGNORECASE),
    "styles in its markup": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "eval": re.compile(r"\beval\s*\(|new\s+Function\s*\("),
}


def try_block(block_type: str, fields: dict[str, Any]) -> list[str]:
    """Return what was found, line by line. Raises BlockNotAllowed for what is not in the catalogue."""
    allowed = catalogue().block(block_type)
    runtime, ids = _alone(block_type, fields)
    told = [f"{block_type} from {allowed.source}: plays in the {allowed.isolation}, trust {allowed.trust}."]
    return [
        *told,
        *_asked_for(load_block(allowed)),
        *_handlers(allowed),
        *_drawn(runtime, ids),
        *_called(runtime, ids, allowed),
    ]


def why_not(block_type: str, refused: BlockNotAllowed) -> str:
    """Return in one sentence what an operator does about a block that cannot be tried."""
    if block_type in catalogue().blocks:
        return (
            f"{refused}. It is in the catalogue, but this code cannot be loaded: install its package into "
            "the site's environment (.venv/bin/pip install …), or correct its source, “module:Class”."
        )
    found = next(iter(entry_points(group=XBlock.entry_point, name=block_type)), None)
    if found is None:
        return (
            f"No installed package has a block {block_type}. Install one into the site's environment first."
        )
    entry = json.dumps({block_type: {"source": found.value}})
    return f"{block_type} is installed and not in the catalogue. To look at it: HAMROH_XBLOCKS='{entry}'"


def _asked_for(cls: type[XBlock]) -> list[str]:
    """Return what a block wants of the site, what its author writes, and what it keeps of learners."""
    offered = {*services_for(None, _NOBODY, None), "field-data"}
    wanted = {name for name in cls._combined_services if name not in offered}
    needed = {name for name in wanted if cls._combined_services[name] == "need"}
    lines = [f"Services it asks for: {_told(cls._combined_services.keys() - {'field-data'})}."]
    if needed:
        lines.append(f"NEEDS A SERVICE THAT IS NOT HERE: {_told(needed)}.")
    if missed := wanted - needed:
        lines.append(f"Would like one that is not here, and should do without: {_told(missed)}.")
    return [*lines, *_fields_of(cls)]


def _fields_of(cls: type[XBlock]) -> list[str]:
    own = {name: field.scope for name, field in cls.fields.items() if name not in _EVERY_BLOCKS}
    learners = {name for name, scope in own.items() if scope.user != UserScope.NONE}
    return [
        f"Fields an author writes: {_told(own.keys() - learners)}.",
        f"Keeps of learners: {_told(learners)}.",
    ]


def _alone(block_type: str, fields: dict[str, Any]) -> tuple[LessonRuntime, FrozenIds]:
    tree = {"type": block_type, "fields": fields}
    placed = PlacedActivity(_NOBODY, "xblock", _NOBODY, None, "", {"tree": tree})
    return runtime_for(placed, None, LearnerRows(), addresses=Nowhere())


def _handlers(allowed: AllowedBlock) -> list[str]:
    cls = load_block(allowed)
    offered = {name for name in dir(cls) if getattr(getattr(cls, name, None), "_is_xblock_handler", False)}
    lines = [f"Handlers it offers: {_told(offered)}."]
    lines.append(
        f"Closed to learners and not called, for the catalogue does not name them: "
        f"{_told(offered - allowed.handlers)}."
    )
    if missing := allowed.handlers - offered:
        lines.append(f"NAMED, BUT NOT THERE: {_told(missing)}.")
    if "publish_event" in allowed.graders:
        lines.append("CAREFUL: publish_event passes on what a browser says, and is believed with grades.")
    return lines


def _drawn(runtime: LessonRuntime, ids: FrozenIds) -> list[str]:
    try:
        fragment = runtime.get_block(ids.root).render(STUDENT_VIEW, {})
    except Exception as error:  # noqa: BLE001  (whatever a block of others raises is what is asked for)
        return [f"CANNOT BE DRAWN: {type(error).__name__}: {error}"]
    texts = [fragment.body_html(), *(each.data for each in fragment.resources if each.kind == "text")]
    needs = [name for name, sign in _NEEDS_FRAME.items() if any(sign.search(text) for text in texts)]
    lines = [f"Drawn: {len(fragment.body_html())} characters, {len(fragment.resources)} files and scripts."]
    if hosts := _foreign_hosts(fragment):
        lines.append(f"Asks other sites, which is left out: {_told(hosts)}.")
    if needs:
        lines.append(f"Needs a frame, because it has {_told(needs)}.")
    return lines


def _foreign_hosts(fragment: Fragment) -> set[str]:
    linked = {urlsplit(each.data).netloc for each in fragment.resources if each.kind == "url"}
    shown = set(re.findall(r"(?:src|href)=[\"'](?:https?:)?//([^/\"']+)", fragment.body_html()))
    return (linked | shown) - {""}


def _called(runtime: LessonRuntime, ids: FrozenIds, allowed: AllowedBlock) -> list[str]:
    return [
        f"{name}, called with nothing: {_answer(runtime, ids, name)}" for name in sorted(allowed.handlers)
    ]


def _answer(runtime: LessonRuntime, ids: FrozenIds, name: str) -> str:
    request = RequestFactory().post("/", data="{}", content_type="application/json")
    try:
        answer = runtime.handle(runtime.get_block(ids.root), name, django_to_webob_request(request))
    except Exception as error:  # noqa: BLE001  (as above)
        return f"{type(error).__name__}: {error}"
    return f"status {answer.status_code}, {len(answer.body)} bytes"


def _told(names: Any) -> str:
    return ", ".join(sorted(names)) or "none"
