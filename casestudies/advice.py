"""What is wrong with a case, or worth another look, as plain sentences for its author."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.rules import Flaw

SENTENCES = {
    "no points": gettext_lazy("The outline has no turning point yet."),
    "no endings": gettext_lazy("The outline has no ending yet."),
    "stray choice": gettext_lazy(
        "The choice “%(what)s” stands above every turning point. Put it below its own."
    ),
    "no name": gettext_lazy("A place without a short name cannot be reached: “%(what)s”."),
    "same name": gettext_lazy("Two places are called “%(at)s”. Give each a short name of its own."),
    "point without text": gettext_lazy("The turning point “%(at)s” does not say what happens."),
    "ending without text": gettext_lazy("The ending “%(at)s” does not say how it ends."),
    "dead end": gettext_lazy("At “%(at)s” there is nothing to choose: a dead end. Add choices below it."),
    "one choice": gettext_lazy("At “%(at)s” there is only one choice, so nothing is decided. Add another."),
    "choice without text": gettext_lazy("A choice at “%(at)s” does not say what one could do."),
    "choice goes nowhere": gettext_lazy("At “%(at)s” the choice “%(what)s” leads nowhere yet."),
    "unknown target": gettext_lazy("At “%(at)s” a choice leads to “%(what)s”, but no place is called that."),
    "scores unreadable": gettext_lazy(
        "At “%(at)s” the worth of “%(what)s” cannot be read. Write it like “do-no-harm 0.5, interagency 1”."
    ),
    "unreachable": gettext_lazy("Nobody can reach “%(at)s”: no choice on any way leads there."),
    "no way out": gettext_lazy("From “%(at)s” no ending can be reached: people would go round for ever."),
    "unknown competency": gettext_lazy("No competency is called “%(what)s”."),
    "unknown fact": gettext_lazy("No fact is called “%(what)s”."),
    "many or few points": gettext_lazy(
        "There are %(what)s turning points. Five to eight keep a case short enough for a tired evening."
    ),
    "one ending": gettext_lazy(
        "There is only one ending. Is there really only one way that can be defended?"
    ),
    "no facts": gettext_lazy("At “%(at)s” no fact is named. Where does this come from?"),
    "no other profession": gettext_lazy("At “%(at)s” nobody of another profession has a say."),
    "choice not told": gettext_lazy(
        "At “%(at)s” a choice lacks its consequence, its comment or whom it affects."
    ),
    "ending holds nothing": gettext_lazy("The ending “%(at)s” does not say what holds."),
}


def sentences(flaws: list[Flaw]) -> list[str]:
    """Return each flaw as a sentence, in order and each once."""
    told = [
        SENTENCES[flaw.kind] % {"at": flaw.at or _("without a name"), "what": flaw.what} for flaw in flaws
    ]
    return list(dict.fromkeys(told))
