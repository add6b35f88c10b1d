"""Plays our blocks where there is no Django and no site: run by a Python that knows neither.

Prints one line of JSON: what was installed, what was published, and how the last stage reads.
"""

import importlib.abc
import importlib.metadata
import json
import sys

FORBIDDEN = ("django", "wagtail", "lms", "courses", "assessments", "casestudies", "media")


class Wall(importlib.abc.MetaPathFinder):
    """Refuses what our blocks must not need."""

    def find_spec(self, name, path=None, target=None):
        """Refuse an import of the site or of what it is built on."""
        if name.partition(".")[0] in FORBIDDEN:
            raise ImportError(f"{name} is not there.")


sys.meta_path.insert(0, Wall())

from webob import Request  # noqa: E402
from xblock.core import XBlock  # noqa: E402
from xblock.fields import ScopeIds  # noqa: E402
from xblock.runtime import DictKeyValueStore, KvsFieldData, MemoryIdManager, Runtime  # noqa: E402


class Bare(Runtime):
    """As little of a runtime as there can be."""

    published: list = []

    def handler_url(self, block, handler_name, suffix="", query="", thirdparty=False):
        """Return an address."""
        return f"/{handler_name}"

    def resource_url(self, resource):
        """Return an address."""
        return resource

    def local_resource_url(self, block, uri):
        """Open the file, to see that it came along, and return an address."""
        block.unmixed_class.open_local_resource(uri).close()
        return uri

    def publish(self, block, event_type, event_data):
        """Note what is published."""
        self.published.append([event_type, event_data])


def played(block_type: str, fields: dict, moves: list[dict]) -> str:
    """Play a block and return its last stage."""
    ids, data = MemoryIdManager(), KvsFieldData(DictKeyValueStore())
    runtime = Bare(ids, ids, services={"field-data": data})
    definition = ids.create_definition(block_type)
    keys = ScopeIds("somebody", block_type, definition, ids.create_usage(definition))
    block = runtime.construct_xblock(block_type, keys)
    for name, value in fields.items():
        setattr(block, name, value)
    assert block.flaws() == []
    html = block.render("student_view").body_html() + block.render("text_view").body_html()
    for move in moves:
        answer = runtime.handle(block, "play", Request.blank("/", POST=move))
        html = json.loads(answer.body)["html"]
    return html


if __name__ == "__main__":
    asked = json.loads(sys.stdin.read())
    stages = [played(*each) for each in asked]
    names = sorted(point.name for point in importlib.metadata.entry_points(group=XBlock.entry_point))
    told = {"names": names, "published": Bare.published, "stages": stages}
    print(json.dumps(told))  # noqa: T201
