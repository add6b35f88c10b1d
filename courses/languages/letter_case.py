"""Tables that spell one letter by others, applied without losing its case."""

from collections.abc import Callable, Mapping


def letter_table(letters: str, spellings: str) -> dict[str, str]:
    """Pair two space-separated rows into a table; the spelling "-" means the letter is silent."""
    pairs = zip(letters.split(), spellings.split(), strict=True)
    return {letter: "" if spelling == "-" else spelling for letter, spelling in pairs}


def replace_letters(
    text: str,
    table: Mapping[str, str],
    by_context: Callable[[str, str], str | None] = lambda letter, before: None,
) -> str:
    """Replace letters by the lower-case `table`; Ш becomes Sh in Шолпан and SH in ШОЛПАН.

    `by_context(letter, before)` gets the lower-case letter and the sign before it in the source,
    and may answer instead of the table. Letters in neither stay as they are.
    """
    replaced = []
    for place, letter in enumerate(text):
        before = text[place - 1] if place else " "
        lowered = letter.lower()
        new = by_context(lowered, before)
        new = table.get(lowered) if new is None else new
        replaced.append(letter if new is None else _in_case_of(letter, new, text, place))
    return "".join(replaced)


def _in_case_of(letter: str, new: str, text: str, place: int) -> str:
    if not letter.isupper():
        return new
    return new.upper() if _stands_among_capitals(text, place) else new.capitalize()


def _stands_among_capitals(text: str, place: int) -> bool:
    """True inside a word in capitals; a single capital letter counts as the start of a name."""
    following = text[place + 1 : place + 2]
    if following.isalpha():
        return following.isupper()
    before = text[place - 1 : place] if place else ""
    return before.isalpha() and before.isupper()
