"""What a reviewer is shown of two versions of a text: what differs, and no more."""

import re
from html import unescape
from itertools import groupby

from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.compare import BlockComparison, StreamBlockComparison, StreamFieldComparison, diff_text
from wagtail.rich_text import RichText

_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br ?/?>")


class ParagraphComparison(BlockComparison):
    """Two versions of a text as readers see them, without the markup around the words."""

    def has_changed(self) -> bool:
        """Ignore what no reader sees, such as the editor's own keys of paragraphs."""
        return str(self.val_a) != str(self.val_b)

    def htmlvalue(self, val) -> SafeString:
        """Return a text that did not change."""
        return _with_breaks(escape(_paragraphs(val)))

    def htmldiff(self) -> SafeString:
        """Return both texts in one, what went and what came marked."""
        return _with_breaks(diff_text(_paragraphs(self.val_a), _paragraphs(self.val_b)).to_html())


def _paragraphs(text: RichText) -> str:
    """Return the words, a line for each paragraph, heading or point."""
    words = unescape(strip_tags(_BLOCK_END.sub("\n", str(text))))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def _with_breaks(html: str) -> SafeString:
    return mark_safe(html.replace("\n", "<br>"))


class BodyComparison(StreamFieldComparison):
    """Two versions of a lesson's body or a question's choices: the parts that differ, the others counted."""

    def has_changed(self) -> bool:
        """Whether any part came, went, moved or says something else."""
        return self._is_reordered() or any(_differs(part) for part in self._parts())

    def htmldiff(self) -> SafeString:
        """Return the parts that differ, with a line for each run of parts that do not."""
        shown = []
        if self._is_reordered():
            shown.append(_("Some parts changed places; the preview shows the new order."))
        for differs, run in groupby(self._parts(), _differs):
            parts = list(run)
            shown += map(_difference, parts) if differs else [_same_parts(len(parts))]
        return format_html_join("\n", "<div>{}</div>", ([part] for part in shown))

    def _parts(self) -> list[BlockComparison]:
        whole = StreamBlockComparison(self.field.stream_block, True, True, self.val_a, self.val_b)
        return whole.get_block_comparisons()

    def _is_reordered(self) -> bool:
        before, after = [block.id for block in self.val_a], [block.id for block in self.val_b]
        return [key for key in before if key in after] != [key for key in after if key in before]


def _differs(part: BlockComparison) -> bool:
    if part.is_new() or part.is_deleted():
        return True
    if isinstance(part, ParagraphComparison):
        return part.has_changed()
    before, after = (part.block.get_prep_value(value) for value in (part.val_a, part.val_b))
    return _without_ids(before) != _without_ids(after)


def _without_ids(stored):
    """Return a stored value without the ids that the editor gives to the entries of a list."""
    if isinstance(stored, dict):
        return {name: _without_ids(value) for name, value in stored.items() if name != "id"}
    return [_without_ids(value) for value in stored] if isinstance(stored, list) else stored


def _difference(part: BlockComparison) -> SafeString:
    if part.is_new():
        mark, html = " addition", part.htmlvalue(part.val_b)
    elif part.is_deleted():
        mark, html = " deletion", part.htmlvalue(part.val_a)
    else:
        mark, html = "", part.htmldiff()
    return format_html(
        '<div class="comparison__child-object{}"><p class="hamroh-grey">{}</p>{}</div>',
        mark,
        part.block.label,
        html,
    )


def _same_parts(count: int) -> SafeString:
    said = ngettext("%(count)d part is as it was", "%(count)d parts are as they were", count)
    return format_html('<p class="hamroh-grey">{}</p>', said % {"count": count})
