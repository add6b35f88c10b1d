"""A discussion as it is frozen at publish: its question only. What is contributed is never frozen."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from casestudies.discussion.models import Discussion

Content = dict[str, Any]


class DiscussionNotReady(PermissionDenied):
    """The discussion cannot be published yet; the message says what to mend."""


def discussion_advice(discussion: Discussion) -> list[str]:
    """Return what to mend in a discussion; empty when all is well."""
    is_whole = discussion.title.strip() and discussion.opening.strip()
    return [] if is_whole else [str(_("The discussion needs a question and an opening."))]


def require_ready(discussion: Discussion) -> None:
    """Raise DiscussionNotReady while there is nothing to answer."""
    if flaws := discussion_advice(discussion):
        raise DiscussionNotReady(" ".join(flaws))


def frozen_content(discussion: Discussion) -> Content:
    """Return a discussion in its own language, as lessons show it."""
    locale = discussion.locale if discussion.locale_id else Locale.get_default()
    return {
        "code": discussion.code,
        "language": locale.language_code,
        "title": discussion.title,
        "opening": discussion.opening,
        "reading_text": f"{discussion.title}\n{discussion.opening}",
    }


def content_in(discussion: Discussion, language: str) -> Content:
    """Return a discussion of the source language frozen, in ``language`` where it is translated."""
    source = frozen_content(discussion)
    translation = discussion.published_in(language) if language != source["language"] else None
    words = frozen_content(translation) if translation else source
    return {**words, "page_language": language}
