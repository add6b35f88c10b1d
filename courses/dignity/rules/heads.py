"""How the words begin that a pattern can match, so that most patterns are never tried at a word.

Only what is sure is said: where a pattern's beginning is not understood, its head is "", every word.
"""

LONGEST_HEAD = 3
# A head, and whether what follows it is still known.
_Head = tuple[str, bool]
_OPEN: frozenset[_Head] = frozenset({("", True)})
_UNKNOWN: frozenset[_Head] = frozenset({("", False)})
_MANY_LETTERS = 6


def heads(pattern: str) -> frozenset[str]:
    """Return beginnings of at most three letters, one of which every match of ``pattern`` has."""
    return frozenset(head for head, _is_open in _Reader(pattern).alternatives())


class _Reader:
    def __init__(self, pattern: str):
        self.pattern, self.at = pattern, 0

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def alternatives(self) -> frozenset[_Head]:
        found = self.sequence()
        while self._next() == "|":
            self.at += 1
            found |= self.sequence()
        return found

    def sequence(self) -> frozenset[_Head]:
        found = _OPEN
        while self._next() not in ("", "|", ")"):
            found = _joined(found, self.repeated())
        return found

    def repeated(self) -> frozenset[_Head]:
        once = self.atom()
        sign = self._next()
        if sign not in ("?", "*", "+", "{") or self._is_macro():
            return once
        self.at = self.pattern.index("}", self.at) + 1 if sign == "{" else self.at + 1
        if sign == "?":
            return once | _OPEN
        return frozenset((head, False) for head, _is_open in once) if sign == "+" else _UNKNOWN

    def _is_macro(self) -> bool:
        return self.pattern[self.at + 1 : self.at + 2].isupper()

    def atom(self) -> frozenset[_Head]:
        sign = self._next()
        self.at += 1
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.letters()
        if sign == "{":
            self.at = self.pattern.index("}", self.at) + 1
            return _UNKNOWN
        if sign == "\\":
            self.at += 1
            return _UNKNOWN
        return _UNKNOWN if sign in ".^$" else frozenset({(sign, True)})

    def group(self) -> frozenset[_Head]:
        is_special = self._next() == "?"
        found = self.alternatives() if not is_special else self._skipped()
        self.at += 1
        return found

    def _skipped(self) -> frozenset[_Head]:
        self.at += 1
        self.alternatives()
        return _UNKNOWN

    def letters(self) -> frozenset[_Head]:
        end = self.pattern.index("]", self.at)
        inside, self.at = self.pattern[self.at : end], end + 1
        if len(inside) > _MANY_LETTERS or set(inside) & set("^-\\"):
            return _UNKNOWN
        return frozenset((letter, True) for letter in inside)


def _joined(before: frozenset[_Head], after: frozenset[_Head]) -> frozenset[_Head]:
    found = {head for head in before if not head[1]}
    for head, is_open in before:
        for tail, goes_on in after if is_open else ():
            whole = (head + tail)[:LONGEST_HEAD]
            found.add((whole, goes_on and len(whole) < LONGEST_HEAD))
    return frozenset(found)
