"""A lesson as one file that asks nobody for anything: pictures inside, links whole, questions as text."""

import base64
import re
from urllib.parse import unquote

from django.conf import settings
from django.template.loader import render_to_string

from courses.activities.registry import kind_of
from courses.content.shelf import Course, Lesson
from media.api import picture_file

_PICTURE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r'\bsrc="([^"]+)"')
# What only a page with a line can use: other widths, waiting, ways of reading the file.
_ONLINE_ONLY = re.compile(r'\s(?:srcset|sizes|loading|decoding)="[^"]*"')
# What plays sound; its words stand beside it.
_PLAYER = re.compile(r'<div class="recording__player".*?</div>', re.DOTALL)
_LINK = re.compile(r'href="(/[^"]*)"')


def saved_html(pieces: list[dict], twins: dict[str, str]) -> str:
    """Return a lesson's pieces as one self-contained body; ``twins`` gives activities as text, by key."""
    parts = [piece["html"] if "html" in piece else twins.get(piece["activity"], "") for piece in pieces]
    body = _PICTURE.sub(_with_data, _PLAYER.sub("", "".join(parts)))
    return _LINK.sub(lambda link: f'href="{settings.SITE_ADDRESS}{link[1]}"', body)


def _with_data(image: re.Match) -> str:
    """Return a picture that carries its own bytes, the smallest width; its words where they are gone."""
    tag = _ONLINE_ONLY.sub("", image[0])
    source = _SOURCE.search(tag)
    data = picture_file(unquote(source[1].rsplit("/", 1)[-1])) if source else None
    if data is None:
        words = re.search(r'\balt="([^"]*)"', tag)
        return f"<p>{words[1]}</p>" if words and words[1] else ""
    encoded = base64.b64encode(data).decode()
    return _SOURCE.sub(f'src="data:image/webp;base64,{encoded}"', tag)


def saved_lesson(course: Course, lesson: Lesson, *, address: str) -> str:
    """Return the whole file of a lesson. It holds nothing about whoever saves it."""
    twins = {str(key): kind_of(placed.kind).twin(placed.content) for key, placed in lesson.activities.items()}
    context = {
        "course": course,
        "lesson": lesson,
        "card": lesson.card,
        "body": saved_html(list(lesson.pieces), twins),
        "address": address,
        "style": settings.SAVED_CSS,
        "is_demo": settings.DEMO,
        "site_name": settings.SITE_NAME,
    }
    return render_to_string("courses/saved_lesson.html", context)
