"""What a choice of several is worth when it is right in part; ticking everything is worth nothing."""

from fractions import Fraction

NOTHING = Fraction(0)


def share_beyond_ticking(right: frozenset[str], wrong: frozenset[str], ticked: frozenset[str]) -> Fraction:
    """Return the share of the right ones that were ticked less the share of the wrong ones, never below 0.

    Whoever ticks everything, nothing or by the toss of a coin earns nothing on average.
    """
    hits = Fraction(len(ticked & right), len(right)) if right else NOTHING
    alarms = Fraction(len(ticked & wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, hits - alarms)


def hits_less_false_alarms(errors: frozenset[str], ticked: frozenset[str]) -> Fraction:
    """Return errors found less sound passages ticked, as a share of the errors, never below 0.

    With at least as many sound passages as errors, ticking everything earns nothing.
    """
    found, alarms = len(ticked & errors), len(ticked - errors)
    return max(NOTHING, Fraction(found - alarms, len(errors))) if errors else NOTHING


def choice_and_reason(is_choice_right: bool, is_reason_right: bool) -> Fraction:
    """Return what a choice with its reason is worth: half for the choice, the other half with its reason."""
    return Fraction(int(is_choice_right) * (1 + int(is_reason_right)), 2)
