"""Writes facts and disagreements in other languages, so that the translators' editor knows the words."""

from wagtail.models import Locale

from courses.content.translating import write_translation
from courses.evidence.models import ConflictSet, Fact, Position
from courses.evidence.translated import WORDS_OF_A_CONFLICT, WORDS_OF_A_FACT, ConflictWords, FactWords
from courses.handing_in import Drafts


def translate_fact(words: FactWords, language: str, drafts: Drafts | None = None) -> Fact | None:
    """Translate a fact and publish it; with ``drafts`` it waits for a second person.

    Raises TranslationMismatch.
    """
    fact = Fact.objects.get(translation_key=words.key, locale=Locale.get_default())
    said = {name: getattr(words, name) for name in WORDS_OF_A_FACT}
    return write_translation(fact, Fact(source=fact.source, **said), language, drafts)


def translate_conflict(
    words: ConflictWords, language: str, drafts: Drafts | None = None
) -> ConflictSet | None:
    """Translate a disagreement with its sides and publish it; with ``drafts`` it waits.

    Raises TranslationMismatch.
    """
    conflict = ConflictSet.objects.get(translation_key=words.key, locale=Locale.get_default())
    shadow = ConflictSet(**{name: getattr(words, name) for name in WORDS_OF_A_CONFLICT})
    shadow.positions = [
        Position(translation_key=side.translation_key, says=says)
        for side, says in zip(conflict.positions.all(), words.positions, strict=True)
    ]
    return write_translation(conflict, shadow, language, drafts)
