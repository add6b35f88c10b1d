"""Tries a block of the catalogue before anybody meets it: draws it, calls its handlers, keeps nothing."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.test import RequestFactory
from web_fragments.fragment import Fragment
from xblock.django.request import django_to_webob_request

from courses.activities.contract import PlacedActivity
from courses.activities.runtimes.xblock.catalogue import AllowedBlock, catalogue
from courses.activities.runtimes.xblock.identity import FrozenIds
from courses.activities.runtimes.xblock.loading import load_block
from courses.activities.runtimes.xblock.playing import STUDENT_VIEW, Nowhere, runtime_for
from courses.activities.runtimes.xblock.rows import LearnerRows
from courses.activities.runtimes.xblock.runtime import LessonRuntime

_NOBODY = UUID(int=0)
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
    return [*told, *_handlers(allowed), *_drawn(runtime, ids), *_called(runtime, ids, allowed)]


def _alone(block_type: str, fields: dict[str, Any]) -> tuple[LessonRuntime, FrozenIds]:
    tree = {"type": block_type, "fields": fields}
    placed = PlacedActivity(_NOBODY, "xblock", _NOBODY, None, "", {"tree": tree})
    return runtime_for(placed, None, LearnerRows(), addresses=Nowhere())


def _handlers(allowed: AllowedBlock) -> list[str]:
    cls = load_block(allowed)
    offered = {name for name in dir(cls) if getattr(getattr(cls, name, None), "_is_xblock_handler", False)}
    lines = [f"Handlers it offers: {_told(offered)}."]
    lines.append(
        f"Closed to learners, for the catalogue does not name them: {_told(offered - allowed.handlers)}."
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
