"""A conversation: somebody says something, the learner chooses what to answer, and hears what came of it."""

import math
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from xblock.fields import List, Scope, String

from hamroh_xblocks import flaws, shapes
from hamroh_xblocks.flaws import Flaw
from hamroh_xblocks.played import MoveRefused, Played, listed, paragraphs, radio, untold


class CaseDialogue(Played):
    """A conversation with a guardian, a teacher or an editor.

    ``turns`` is a list, the first turn begins::

        {"id": "door", "says": "Who sent you?", "replies": [
            {"id": "name", "text": "I am …", "points": 2, "why": "A name and a reason.", "then": "tea"},
            {"id": "rules", "text": "I may not say.", "points": 0, "why": "…", "then": ""}]}

    A reply whose ``then`` names no turn ends the conversation. No turn is sent before it is reached.
    """

    kind_name, kind_about = shapes.DIALOGUE, shapes.DIALOGUE_ABOUT

    partner = String(scope=Scope.content, default="", display_name=shapes.PARTNER, help=shapes.PARTNER_HELP)
    turns = List(
        scope=Scope.content,
        default=[],
        display_name=shapes.TURNS,
        help=shapes.TURNS_HELP,
        xml_node=True,
        json_schema=shapes.TURNS_SHAPE,
    )
    closing = String(
        scope=Scope.content,
        default="",
        display_name=shapes.CLOSING,
        help=shapes.CLOSING_HELP,
        multiline_editor=True,
    )
    way = List(scope=Scope.user_state, default=[], help="The replies chosen so far, by id.")

    def take(self, move: Mapping[str, str]) -> None:
        """Say one of the replies of the turn that has been reached. Raises MoveRefused."""
        turn = self._walked()[1]
        if turn is None:
            raise MoveRefused(self.gettext("This conversation is over. You can begin anew."))
        chosen = move.get("reply", "")
        if chosen not in [reply["id"] for reply in turn["replies"]]:
            raise MoveRefused(self.gettext("Choose what you would say, then go on."))
        self.way = [*self.way, chosen]
        steps, ahead = self._walked()
        if ahead is None:
            reached, most = _points(steps)
            self.finish(reached, most)

    def begin_anew(self) -> None:
        """Go back to the first turn."""
        self.way = []

    def _walked(self) -> tuple[list[tuple[dict, dict]], dict | None]:
        """Return the turns and replies so far, and the turn that waits; None at the end.

        A way that no longer fits, because the author has changed the turns, is followed as far as it does.
        """
        by_id: dict[str, dict] = {turn["id"]: turn for turn in self.turns}
        turn: dict | None = self.turns[0] if self.turns else None
        steps: list[tuple[dict, dict]] = []
        for chosen in self.way:
            reply = next((each for each in turn["replies"] if each["id"] == chosen), None) if turn else None
            if turn is None or reply is None:
                break
            steps.append((turn, reply))
            turn = by_id.get(reply.get("then", ""))
        return steps, turn

    def flaws(self) -> list[Flaw]:
        """Return where the conversation cannot go on."""
        place = untold(self.turns, "says")
        if place is not None:
            return [self.flaw(flaws.TURN, "turns", *place)]
        return [flaw for number, turn in enumerate(self.turns) for flaw in self._flaws_of(number, turn)]

    def _flaws_of(self, number: int, turn: dict) -> list[Flaw]:
        at, replies, name = ("turns", number, "replies"), turn.get("replies"), turn["id"]
        place = untold(replies, "text")
        if place is not None:
            return [self.flaw(flaws.REPLY, *at, *place, name=name)]
        ids, found = {turn["id"] for turn in self.turns}, []
        for count, reply in enumerate(replies or ()):
            if reply.get("then", "") not in {"", *ids}:
                found.append(self.flaw(flaws.NO_SUCH_TURN, *at, count, "then", name=name))
            if not _is_number(reply.get("points", 0)):
                found.append(self.flaw(flaws.POINTS, *at, count, "points", name=name))
        return found

    # --- Drawing ---------------------------------------------------------------------------------

    def draw(self) -> Markup:
        """Return what was said so far, and what may be said now, or what came of it."""
        steps, turn = self._walked()
        said = Markup("").join(self._step(number, step) for number, step in enumerate(steps))
        heard = Markup('<ol class="hx-talk" aria-label="{}">{}</ol>').format(
            self.gettext("What has been said"), said
        )
        rest = self._turn(turn) if turn is not None else self._end(steps)
        return (heard if steps else Markup("")) + rest

    def _step(self, number: int, step: tuple[dict, dict]) -> Markup:
        turn, reply = step
        return Markup(
            '<li><p class="hx-said"><b>{}</b> {}</p><p class="hx-said hx-said--mine"><b>{}</b> {}</p>{}</li>'
        ).format(
            f"{self.partner}:",
            turn["says"],
            self.gettext("You:"),
            reply["text"],
            Markup('<p class="hx-why">{}</p>').format(reply["why"])
            if self.is_done and reply.get("why")
            else "",
        )

    def _turn(self, turn: dict[str, Any]) -> Markup:
        choices = Markup("").join(
            radio(
                name="reply",
                value=reply["id"],
                label=reply["text"],
                is_checked=self.typed.get("reply") == reply["id"],
            )
            for reply in turn["replies"]
        )
        says = Markup('<p class="hx-said" tabindex="-1"{}><b>{}</b> {}</p>').format(
            Markup(" data-focus") if self.way and not self.refused else "",
            f"{self.partner}:",
            turn["says"],
        )
        asked = Markup('<fieldset class="hx-choices"><legend>{}</legend>{}</fieldset>').format(
            self.gettext("What do you say?"), choices
        )
        return says + self.form(asked, self.gettext("Say it"))

    def _end(self, steps: list[tuple[dict, dict]]) -> Markup:
        if not steps:
            return Markup("<p>{}</p>").format(self.gettext("This exercise is not written yet."))
        reached, most = _points(steps)
        told = self.gettext(
            "The conversation is over. You reached %(reached)s of %(most)s on this way.",
            reached=f"{reached:g}",
            most=f"{most:g}",
        )
        heading = Markup('<p class="hx-verdict" tabindex="-1" data-focus><b>{}</b></p>').format(told)
        return heading + paragraphs(self.closing) + self.anew()

    def in_words(self) -> Markup:
        """Return how it begins: what comes later depends on what is said."""
        if not self.turns:
            return Markup("")
        first = self.turns[0]
        return (
            paragraphs(self.opening)
            + Markup("<p><b>{}</b> {}</p><p>{}</p>").format(
                f"{self.partner}:", first["says"], self.gettext("What do you say?")
            )
            + listed(reply["text"] for reply in first["replies"])
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


def _points(steps: list[tuple[dict, dict]]) -> tuple[float, float]:
    """Return the points of a way, and the most that could be had on it."""
    most = sum(max(float(reply.get("points", 0)) for reply in turn["replies"]) for turn, _reply in steps)
    return sum(float(reply.get("points", 0)) for _turn, reply in steps), most
