"""Every drawing that the workshop's menus and blocks name is one that it has."""

import re

from django.conf import settings
from wagtail.admin.icons import get_icons

FLOORS = ("lms", "casestudies", "assessments", "courses", "media")
NAMED = re.compile(r"""\bicon(?:_name)? ?= ?["']([a-z0-9-]+)["']|\{% icon name=["']([a-z0-9-]+)["']""")


def test_every_icon_that_is_named_can_be_drawn():
    drawn = set(re.findall(r'id="icon-([a-z0-9-]+)"', str(get_icons())))
    assert "home" in drawn
    files = [path for floor in FLOORS for path in (settings.BASE_DIR / floor).rglob("*.*")]
    named = {
        name: path.name
        for path in files
        if path.suffix in {".py", ".html"}
        for found in NAMED.findall(path.read_text(encoding="utf-8"))
        for name in found
        if name
    }
    assert "tasks" in named
    assert {name: where for name, where in named.items() if name not in drawn} == {}
