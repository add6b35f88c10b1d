"""Writes terms from a package."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale

from courses.glossary.models import GlossaryTerm, TermInLanguage
from courses.handing_in import Drafts, hand_in

_FIELDS = ("code", "term", "definition")


@dataclass(frozen=True)
class NamePlan:
    """How a term is said in one language."""

    language: str
    text: str
    is_read: bool = False


@dataclass(frozen=True)
class TermPlan:
    """A term as a package states it; ``forms`` are how texts write it."""

    key: UUID
    code: str
    term: str
    definition: str
    forms: tuple[str, ...]
    names: tuple[NamePlan, ...] = ()


@transaction.atomic
def write_terms(plans: list[TermPlan]) -> None:
    """Create or update terms in the source language, published, with how they are said elsewhere.

    Tells nobody: who writes in bulk compiles what shows the terms.
    """
    locale = Locale.get_default()
    for plan in plans:
        term, _is_new = GlossaryTerm.objects.update_or_create(
            translation_key=plan.key,
            locale=locale,
            defaults={**{name: getattr(plan, name) for name in _FIELDS}, "forms": "\n".join(plan.forms)},
        )
        read = set(term.names.filter(is_read=True).values_list("language", "text"))
        for name in plan.names:
            # What a native reader has read stays read while the words are the same.
            is_read = name.is_read or (name.language, name.text) in read
            TermInLanguage.objects.update_or_create(
                term=term, language=name.language, defaults={"text": name.text, "is_read": is_read}
            )
        TermInLanguage.objects.filter(term=term).exclude(
            language__in=[name.language for name in plan.names]
        ).delete()


@transaction.atomic
def hand_in_terms(plans: list[TermPlan], drafts: Drafts) -> None:
    """Add terms that are new here as drafts that wait for a second person."""
    for plan in plans:
        if not drafts.hold(plan.key):
            continue
        term = GlossaryTerm(translation_key=plan.key, locale=Locale.get_default(), live=False)
        for name in _FIELDS:
            setattr(term, name, getattr(plan, name))
        term.forms = "\n".join(plan.forms)
        term.names = [TermInLanguage(language=name.language, text=name.text) for name in plan.names]
        term.save()
        hand_in(term, drafts.by)
