"""The exceptions of the lexicon: checked in its order, only the first that applies counts."""

from courses.dignity.rules.lexicon import Exemption
from courses.dignity.rules.marks import Severity, one_step_lower

# A headline has no room to answer what it quotes.
_NOT_OUTSIDE_THE_BODY = "attributed-quotation"
# Longer than any negation that an exemption can name.
_BEFORE = 120


def severity_left(reading, match, severity: Severity) -> tuple[Severity | None, str]:
    """Return what is left of ``severity`` and the exception that applied; None where nothing is left."""
    for exemption in reading.lexicon.exemptions:
        if _applies(exemption, reading, match):
            return _lowered(severity, exemption.result), exemption.name
    return severity, ""


def _lowered(severity: Severity, result: str) -> Severity | None:
    if result == "none":
        return None
    return "info" if result == "info" else one_step_lower(severity)


def _applies(exemption: Exemption, reading, match) -> bool:
    if exemption.categories and match.expression.category not in exemption.categories:
        return False
    if exemption.name == _NOT_OUTSIDE_THE_BODY and reading.position != "body":
        return False
    if exemption.before:
        return _stands_before(exemption, reading, match)
    if exemption.window.needs_quotation_marks and not reading.text.is_quoted(match.start, match.end):
        return False
    return _has_cue(exemption, reading, match)


def _stands_before(exemption: Exemption, reading, match) -> bool:
    pattern = exemption.before.get(reading.language)
    begin = max(0, match.start - _BEFORE)
    return pattern is not None and pattern.search(reading.text.folded, begin, match.start) is not None


def _has_cue(exemption: Exemption, reading, match) -> bool:
    cues = exemption.cues.get(reading.language, ())
    span = _window(exemption, reading, match)
    key = (exemption.name, span)
    if key not in reading.answers:
        text = reading.text.folded[slice(*span)]
        reading.answers[key] = any(cue in text for cue in cues)
    if not reading.answers[key]:
        return False
    blocking = exemption.blocked_by.get(reading.language)
    return not (blocking and reading.has_word_beginning(blocking, span))


def _window(exemption: Exemption, reading, match) -> tuple[int, int]:
    window = exemption.window
    if window.characters_around is not None:
        return max(0, match.start - window.characters_around), match.end + window.characters_around
    return reading.text.sentences(match.start, match.end, window.sentences_around)
