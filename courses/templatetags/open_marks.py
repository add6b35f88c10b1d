"""Lets the checks beside an editor in the CMS name what is open in a page."""

from django import template

from courses.content import open_marks as marks
from courses.content.review import SignedPage

register = template.Library()


@register.simple_tag
def open_marks_of(item) -> marks.OpenMarks | None:
    """Return what is open in the newest draft of a page; None for what is no page or was never saved."""
    if not isinstance(item, SignedPage) or item.pk is None:
        return None
    return marks.open_marks(item.get_latest_revision_as_object())
