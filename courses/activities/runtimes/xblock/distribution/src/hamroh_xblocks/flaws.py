"""What authors are told of an exercise that cannot be played, apart from what learners read."""


def _(sentence: str) -> str:
    """Mark a sentence for translation."""
    return sentence


TURN = _("Every turn needs an id of its own and what is said.")
REPLY = _("%(name)s: every reply needs an id and a text.")
NO_SUCH_TURN = _("%(name)s: a reply leads to a turn that is not there.")
POINTS = _("%(name)s: points are numbers from nothing up.")
GROUP_OR_CARD = _("Every group needs an id and a name, every card an id, a text and its group.")
REASONS = _("%(name)s: a card needs one of the groups, and reasons of which one is right.")
PERSON = _("Everybody on the map needs an id, a name and one of the three links.")
NOBODY_FIRST = _("Mark somebody whom it is good to speak with first.")
