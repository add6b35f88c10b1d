"""What the courses floor adds to the CMS: its desks, the road of publishing, the doors it closes."""

from courses.wagtail_hooks import (
    dashboard,
    desks,
    evidence,
    exercises,
    glossary,
    h5p,
    media,
    native_reading,
    open_marks,
    publishing,
    translating,
    uses,
)

__all__ = [
    "dashboard",
    "desks",
    "evidence",
    "exercises",
    "glossary",
    "h5p",
    "media",
    "native_reading",
    "open_marks",
    "publishing",
    "translating",
    "uses",
]
