"""The public register of claims: each with what speaks against it and the published lessons that show it."""

from dataclasses import dataclass, replace

from wagtail import hooks

from courses.content.queries import lessons_showing
from courses.content.shelf import Course, LessonCard
from courses.evidence.models import Fact
from courses.evidence.queries import Dispute, Register, facts_by_code, register_of
from courses.evidence.showing import Claim, Side, claim_of, claims_of

# Rooms above answer by this hook for their own pages: a function of version, language and a fact's code.
SHOWN_HOOK = "pages_showing_a_fact"


@dataclass(frozen=True)
class Shown:
    """A published page of a room above that shows a claim; ``language`` is that of its title."""

    title: str
    language: str
    url: str


def shown_elsewhere(version: int, language: str, code: str) -> list[Shown]:
    """Return the published pages of rooms above that show a claim."""
    return [page for ask in hooks.get_hooks(SHOWN_HOOK) for page in ask(version, language, code)]


@dataclass(frozen=True)
class Against:
    """A disagreement as one of its facts meets it: the question, all sides, and what the others say."""

    dispute: Dispute
    sides: list[Side]
    rivals: tuple[Claim, ...]


@dataclass(frozen=True)
class ShownFigure:
    """A claim, what speaks against it, and where it is shown."""

    fact: Fact
    country: str
    against: tuple[Against, ...]
    lessons: tuple[tuple[Course, LessonCard], ...]


def shown_figures(version: int, language: str, codes: list[str]) -> list[ShownFigure]:
    """Return the claims with these codes in their order. One query when the register is in memory."""
    register = register_of(version, language)
    facts = facts_by_code({*codes, *register.rivals(codes)}, language)
    return [_shown(version, language, facts[code], register, facts) for code in codes if code in facts]


def _shown(version: int, language: str, fact: Fact, register: Register, facts: dict) -> ShownFigure:
    return ShownFigure(
        fact=fact,
        country=dict(register.countries).get(fact.country, fact.country),
        against=tuple(_against(dispute, fact, facts) for dispute in register.disputes.get(fact.code, ())),
        lessons=lessons_showing(version, language).get(fact.code, ()),
    )


def _against(dispute: Dispute, fact: Fact, facts: dict[str, Fact]) -> Against:
    sides = dispute.with_facts(facts)
    others = [side for side in sides if fact not in side.facts]
    return Against(dispute, sides, tuple(claim for side in others for claim in _said_by(side, dispute)))


def _said_by(side: Side, dispute: Dispute) -> list[Claim]:
    """Return what a side says, once for each place it is taken from.

    Where a disagreement is not about one number, a fact's value may be about something else than the
    question: the side's own words stand instead, once, with all their places.
    """
    if side.is_sum:
        return claims_of([side])
    claims = [claim_of(fact, side.says) for fact in side.cited]
    if dispute.counted or not claims:
        return claims
    places = dict.fromkeys(", ".join(filter(None, (one.source, one.date))) for one in claims)
    return [replace(claims[0], says=side.says, source="; ".join(places), date="")]
