"""What is still open in a draft: advice for its author, and what the second person signs knowingly."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.content.compile import compile_lesson
from courses.content.models import LessonPage
from courses.content.passages import (
    evidence_of,
    fact_codes_of,
    passages_of,
    waiting_evidence_of,
)
from courses.content.rules import shown_minutes
from courses.content.wording_advice import WordingAdvice, wording_advice
from courses.dignity.rules import possible_names
from courses.evidence.models import Fact, Source
from courses.evidence.rules import unsourced_numbers
from courses.places.queries import region_choices

LONGEST_LESSON_MINUTES = 9
KINDS = {
    "wording": gettext_lazy("Words"),
    "identifying": gettext_lazy("Details that identify together"),
    "number": gettext_lazy("Number without a source"),
    "source": gettext_lazy("Outdated source"),
    "length": gettext_lazy("Length"),
    "picture": gettext_lazy("Picture without words"),
}


_NO_FACT = gettext_lazy("No fact on this page says %(number)s.")
_ONLY_A_DRAFT = gettext_lazy("The fact on this page that says %(number)s is not published yet.")


@dataclass(frozen=True)
class OpenMark:
    """One thing to look at again: what kind, the words it is about, why, and what one could do instead."""

    kind: str
    words: str
    why: str
    better: str = ""

    @property
    def heading(self) -> str:
        """The kind in the reader's language."""
        return str(KINDS[self.kind])

    def as_data(self) -> dict[str, str]:
        """Return the mark as it is stored with a signed version."""
        return asdict(self)


@dataclass(frozen=True)
class OpenMarks:
    """The marks on a page; ``left_off`` more are not listed.

    ``are_words_read`` says whether a native reader has gone through the words that are looked for.
    """

    marks: list[OpenMark]
    left_off: int = 0
    are_words_read: bool = True
    # Asked about, and no more: a name counts as no mark.
    names: tuple[str, ...] = ()


def open_marks(page) -> OpenMarks:
    """Return what is open in a page as it stands (published or draft); never a reason to lock anything."""
    advice = wording_advice(page)
    marks = [
        *(_wording(advice) if advice else ()),
        *_numbers(page),
        *_sources(page),
        *_pictures(page),
        *_length(page),
    ]
    names = tuple(_names(page))
    if advice is None:
        return OpenMarks(marks, names=names)
    return OpenMarks(marks, advice.left_off, advice.is_reviewed, names)


def _names(page) -> list[str]:
    """Return what may name a person who is neither an author nor a speaker of the evidence, nor a place."""
    speakers = Fact.objects.filter(live=True).exclude(speaker="").values_list("speaker", flat=True)
    sources = Source.objects.values_list("author", "title", "short")
    familiar = [*speakers.distinct(), *(name for row in sources for name in row)]
    for country, regions in region_choices(page.locale.language_code):
        familiar += [country, *(name for _code, name in regions)]
    return possible_names("\n".join(text for _place, text in passages_of(page)), familiar)


def _wording(advice: WordingAdvice) -> Iterator[OpenMark]:
    for mark in advice.marks:
        words = ", ".join(detail.words for detail in mark.details) or mark.words
        yield OpenMark("identifying" if mark.details else "wording", words, mark.why, "; ".join(mark.better))


def _numbers(page) -> Iterator[OpenMark]:
    # The day a document speaks to is its own, and may be told anywhere.
    evidence = evidence_of(page) + list(Source.objects.values_list("as_of", flat=True))
    # A title, a note and a caption may say what the whole page shows.
    text = "\n".join(text for _place, text in passages_of(page))
    missing = unsourced_numbers(text, evidence)
    unsaid = unsourced_numbers(text, evidence + waiting_evidence_of(page)) if missing else []
    for found in missing:
        if found in unsaid:
            why, better = _NO_FACT, _("Place the fact beside it, or leave the number out.")
        else:
            why, better = _ONLY_A_DRAFT, _("Submit the fact too; it is signed before this page.")
        yield OpenMark("number", found.around, str(why) % {"number": found.number}, better)


def _sources(page) -> Iterator[OpenMark]:
    codes = fact_codes_of(page)
    outdated = Source.objects.exclude(outdated_because="").filter(facts__code__in=codes).distinct()
    for source in outdated:
        yield OpenMark("source", source.short, source.outdated_because, _("Look for a newer source."))


def _pictures(page) -> Iterator[OpenMark]:
    for block in getattr(page, "body", ()):
        if block.block_type == "picture" and block.value.lacks_words:
            yield OpenMark(
                "picture",
                block.value["picture"].title,
                _("A reader who does not see this picture is told nothing."),
                _("Say in a sentence what it shows, or tick that it is pure ornament."),
            )


def _length(page) -> Iterator[OpenMark]:
    if not isinstance(page, LessonPage):
        return
    minutes = shown_minutes(compile_lesson(page)["minutes"])
    if minutes > LONGEST_LESSON_MINUTES:
        why = ngettext("This takes %(count)d minute.", "This takes %(count)d minutes.", minutes)
        yield OpenMark("length", page.title, why % {"count": minutes}, _("One idea a lesson: split it."))
