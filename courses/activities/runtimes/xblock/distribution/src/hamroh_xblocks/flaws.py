"""What authors are told of an exercise that cannot be played, apart from what learners read."""


class Flaw(str):
    """A sentence, and where it belongs: the name of a field, the number of a row, a part of the row, …"""

    at: tuple[str | int, ...]

    def __new__(cls, sentence: str, at: tuple[str | int, ...] = ()) -> "Flaw":
        """Keep the place beside the words."""
        flaw = super().__new__(cls, sentence)
        flaw.at = at
        return flaw


def _(sentence: str) -> str:
    """Mark a sentence for translation."""
    return sentence


TURN = _("Every turn needs an id of its own and what is said.")
REPLY = _("%(name)s: every reply needs an id and a text.")
NO_SUCH_TURN = _("%(name)s: a reply leads to a turn that is not there.")
POINTS = _("%(name)s: points are numbers from nothing up.")
GROUP_OR_CARD = _("Every group needs an id and a name, every card an id, a text and its group.")
NO_SUCH_GROUP = _("“%(name)s” belongs to no group that is there. The groups are: %(names)s.")
REASONS = _("“%(name)s” needs reasons to choose from, of which one holds.")
PERSON = _("Everybody on the map needs an id, a name and one of the three links.")
NOBODY_FIRST = _("Mark somebody whom it is good to speak with first.")
