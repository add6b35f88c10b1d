"""What markup authors may write: an allow-list, applied when a text is stored and again when it is shown."""

import re

import nh3

_BLOCKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote"}
_INLINE = {"a", "b", "strong", "i", "em", "br"}
# Between paragraphs white space says nothing; without it two editors write the same text alike.
_SPACE_BETWEEN_BLOCKS = re.compile(r">\s+<(?=/?(?:p|h2|h3|ul|ol|li|blockquote)\b)")
_SCHEMES = {"http", "https", "mailto"}
# What stands inside these is code or a document of its own, never a sentence.
_DROPPED_WITH_CONTENT = {
    "script",
    "style",
    "iframe",
    "object",
    "svg",
    "math",
    "template",
    "noscript",
    "title",
}


def clean_stored_html(html: str) -> str:
    """Return rich text as it may be stored: Wagtail's links to pages and its block keys are kept."""
    clean = nh3.clean(
        html,
        tags=_BLOCKS | _INLINE,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes={"a": {"href", "id"}, **{tag: {"data-block-key"} for tag in _BLOCKS}},
        tag_attribute_values={"a": {"linktype": {"page"}}},
        attribute_filter=_only_page_numbers,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return _SPACE_BETWEEN_BLOCKS.sub("><", clean).strip()


def _only_page_numbers(tag: str, name: str, value: str) -> str | None:
    """Let an id stand only where it is the number of a page that a link points to."""
    return value if name != "id" or value.isdigit() else None


def clean_shown_html(html: str) -> str:
    """Return rich text as a learner's page may show it; links leave without a trace of where they were."""
    return nh3.clean(
        html,
        tags=_BLOCKS | _INLINE,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
