"""What readers are shown of the evidence: published rows only, drawn where they count the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from courses.evidence.rules import Claim, Drawing, added_up, draw


@dataclass(frozen=True)
class Side:
    """What one side of a disagreement says, with the published facts behind it.

    ``is_sum``: the facts are parts, and the side is what they add up to.
    """

    says: str
    facts: tuple[Any, ...]
    is_sum: bool = False

    @property
    def cited(self) -> list:
        """One fact for each place they are taken from: a table read in two rows is one source."""
        return list(
            {(one.source_id, one.section, one.speaker, one.date_text): one for one in self.facts}.values()
        )


def published_in(row, locale):
    """Return a translatable row as readers of ``locale`` may see it; None while it was never published."""
    if row is None:
        return None
    if locale is not None and row.locale_id != locale.pk:
        translated = row.get_translation_or_none(locale)
        row = translated if translated is not None and translated.live else row
    return row if row.live else None


def all_published(facts: Iterable, locale) -> list:
    """Return those of the facts that readers of ``locale`` may see, as they may see them."""
    found = [published_in(fact, locale) for fact in facts]
    return [fact for fact in found if fact is not None]


def sides_of(conflict, locale) -> list[Side]:
    """Return every side of a disagreement as readers of ``locale`` may see it."""
    if conflict is None:
        return []
    return [
        Side(position.says, tuple(all_published(position.facts.all(), locale)), position.is_sum)
        for position in conflict.positions.all()
    ]


def codes_shown(kind: str, value, locale) -> list[str]:
    """Return the codes of the facts that a block of a lesson shows to readers of ``locale``."""
    if kind == "facts":
        return [fact.code for fact in all_published(value["facts"], locale)]
    if kind == "conflict":
        sides = sides_of(published_in(value["conflict"], locale), locale)
        return [fact.code for side in sides for fact in side.facts]
    return []


def conflict_context(conflict, sides: Sequence[Side], foreign: str = "") -> dict:
    """Return what the template of a disagreement is given: its sides, and its drawing where it counts.

    ``foreign`` is the language of its text where that is not the page's.
    """
    counted = conflict.counted if conflict is not None else ""
    shown = {"conflict": conflict, "sides": sides, "foreign": foreign}
    return {**shown, **_drawn(claims_of(sides, counted) if counted else [], counted)}


def facts_context(facts: Sequence, counted: str) -> dict:
    """Return what the template of facts side by side is given; they are drawn where ``counted`` says what."""
    claims = [claim_of(fact, counted=counted) for fact in facts if fact.value_text] if counted else []
    return {"facts": facts, **_drawn(claims, counted)}


def _drawn(claims: list[Claim], counted: str) -> dict:
    drawing = draw(claims, shown_number)
    if drawing is None:
        return {"drawing": None, "claims": []}
    return {"drawing": drawing, "claims": claims, "drawing_summary": summary_of(drawing, counted)}


def summary_of(drawing: Drawing, counted: str) -> str:
    """Return the sentence that says what a drawing shows."""
    return _(
        "Claims on one line (%(counted)s). The lowest number is %(lowest)s (%(lowest_origin)s), "
        "the highest %(highest)s (%(highest_origin)s). Each stands for itself."
    ) % {
        "counted": counted,
        "lowest": shown_number(min(drawing.lowest.numbers)),
        "lowest_origin": drawing.lowest.origin,
        "highest": shown_number(max(drawing.highest.numbers)),
        "highest_origin": drawing.highest.origin,
    }


def claims_of(sides: Sequence[Side], counted: str = "") -> list[Claim]:
    """Return every claim of a disagreement, the sums worked out, in the order of its sides."""
    found = []
    for side in sides:
        if side.is_sum and side.facts:
            found.append(_sum(side))
        else:
            found += [claim_of(fact, side.says, counted=counted) for fact in side.facts]
    return found


def claim_of(fact, says: str = "", *, counted: str = "") -> Claim:
    """Return a fact as a claim; ``says`` stands in where the fact carries no value.

    The unit stands beside the dot only where it is not ``counted``, which the drawing names already.
    """
    whole = f"{fact.value_text} {fact.unit}".strip() if fact.value_text else says
    return Claim(
        says=whole,
        value=fact.value_text if fact.unit == counted else whole,
        bare=fact.value_text or says,
        low=fact.value_low,
        high=fact.value_high,
        date=fact.date_text,
        source=fact.source.short,
        section=fact.section,
        speaker=fact.speaker,
        code=fact.code,
    )


def _sum(side: Side) -> Claim:
    low, high = added_up([(fact.value_low, fact.value_high) for fact in side.facts])
    parts = " + ".join(f"{fact.value_text} {fact.unit}".strip() for fact in side.facts)
    total = " – ".join(shown_number(end) for end in dict.fromkeys((low, high)) if end is not None)
    value = _("%(total)s, added up") % {"total": total} if total else side.says
    cited = side.cited
    return Claim(
        says=f"{total} = {parts}" if total else side.says,
        value=value,
        bare=value,
        low=low,
        high=high,
        date=", ".join(dict.fromkeys(fact.date_text for fact in cited if fact.date_text)),
        source=", ".join(dict.fromkeys(fact.source.short for fact in cited)),
        section="; ".join(dict.fromkeys(fact.section for fact in cited if fact.section)),
        code=cited[0].code,
        is_sum=True,
    )


def shown_number(number: Decimal) -> str:
    """Return a number as the reader's language writes it, without zeros behind the point."""
    plain = number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    return number_format(plain, use_l10n=True, force_grouping=True)
