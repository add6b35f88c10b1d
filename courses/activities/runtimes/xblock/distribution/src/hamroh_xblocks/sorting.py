"""Sorting with reasons: each card into a group, and why it belongs there."""

from collections.abc import Mapping

from markupsafe import Markup
from xblock.fields import Dict, List, Scope, String

from hamroh_xblocks import flaws, shapes
from hamroh_xblocks.flaws import Flaw
from hamroh_xblocks.played import MoveRefused, Played, listed, paragraphs, radio, untold


class SortAndJustify(Played):
    """Cards to sort, each with the reason for it. Group and reason count one point each.

    ``groups`` are ``{"id": "share", "name": "May be passed on"}``; ``cards`` are::

        {"id": "dose", "text": "The child’s dose", "group": "share", "why": "…", "reasons": [
            {"id": "needs", "text": "Who gives it must know it", "is_right": True}, {"id": …, "text": …}]}
    """

    kind_name, kind_about = shapes.SORT, shapes.SORT_ABOUT

    question = String(scope=Scope.content, default="", display_name=shapes.QUESTION, multiline_editor=True)
    groups = List(
        scope=Scope.content,
        default=[],
        display_name=shapes.GROUPS,
        help=shapes.GROUPS_HELP,
        xml_node=True,
        json_schema=shapes.GROUPS_SHAPE,
    )
    cards = List(
        scope=Scope.content,
        default=[],
        display_name=shapes.CARDS,
        help=shapes.CARDS_HELP,
        xml_node=True,
        json_schema=shapes.CARDS_SHAPE,
    )
    closing = String(
        scope=Scope.content,
        default="",
        display_name=shapes.CLOSING,
        help=shapes.CLOSING_HELP,
        multiline_editor=True,
    )
    sorted_so = Dict(scope=Scope.user_state, default={}, help="Group and reason chosen for each card, by id.")

    def take(self, move: Mapping[str, str]) -> None:
        """Take the whole form. Raises MoveRefused while a card lacks its group or its reason."""
        if self.is_done:
            raise MoveRefused(self.gettext("This is sorted already. You can begin anew."))
        chosen = {card["id"]: _chosen(card["id"], move) for card in self.cards}
        missing = [card for card in self.cards if not self._is_whole(card, chosen[card["id"]])]
        if missing:
            raise MoveRefused(
                self.ngettext(
                    "%(number)s card still needs a group and a reason.",
                    "%(number)s cards still need a group and a reason.",
                    len(missing),
                )
            )
        self.sorted_so = chosen
        self.finish(sum(self._points(card) for card in self.cards), 2.0 * len(self.cards))

    def begin_anew(self) -> None:
        """Put all cards back."""
        self.sorted_so = {}

    def flaws(self) -> list[Flaw]:
        """Return which cards cannot be sorted."""
        places = (("groups", untold(self.groups, "name")), ("cards", untold(self.cards, "text", "group")))
        broken = [
            self.flaw(flaws.GROUP_OR_CARD, field, *place) for field, place in places if place is not None
        ]
        return broken or [flaw for number in range(len(self.cards)) for flaw in self._flaws_of(number)]

    def _flaws_of(self, number: int) -> list[Flaw]:
        card, at, found = self.cards[number], ("cards", number), []
        if card["group"] not in [group["id"] for group in self.groups]:
            names = ", ".join(group["name"] for group in self.groups)
            found.append(self.flaw(flaws.NO_SUCH_GROUP, *at, "group", name=card["text"], names=names))
        reasons = card.get("reasons")
        place = untold(reasons, "text")
        if place is not None or not any(reason.get("is_right") for reason in reasons or ()):
            found.append(self.flaw(flaws.REASONS, *at, "reasons", *(place or ()), name=card["text"]))
        return found

    def _is_whole(self, card: dict, chosen: list[str]) -> bool:
        group, reason = chosen
        return group in [each["id"] for each in self.groups] and reason in [
            each["id"] for each in card["reasons"]
        ]

    def _points(self, card: dict) -> int:
        return int(self._is_group_right(card)) + int(self._is_reason_right(card))

    def _is_group_right(self, card: dict) -> bool:
        return self._sorted(card)[0] == card["group"]

    def _is_reason_right(self, card: dict) -> bool:
        return self._sorted(card)[1] in [each["id"] for each in card["reasons"] if each.get("is_right")]

    def _sorted(self, card: dict) -> list[str]:
        return self.sorted_so.get(card["id"], ["", ""])

    # --- Drawing ---------------------------------------------------------------------------------

    def draw(self) -> Markup:
        """Return the cards to sort, or how they were sorted and what speaks for it."""
        asked = paragraphs(self.question)
        if not self.cards:
            return Markup("<p>{}</p>").format(self.gettext("This exercise is not written yet."))
        if self.is_done:
            return asked + self._verdict() + paragraphs(self.closing) + self.anew()
        cards = Markup("").join(self._card(card) for card in self.cards)
        return asked + self.form(cards, self.gettext("Check"))

    def _card(self, card: dict) -> Markup:
        group, reason = _chosen(card["id"], self.typed)
        return Markup(
            '<fieldset class="hx-card"><legend>{}</legend>'
            '<fieldset class="hx-choices"><legend>{}</legend>{}</fieldset>'
            '<fieldset class="hx-choices"><legend>{}</legend>{}</fieldset></fieldset>'
        ).format(
            card["text"],
            self.gettext("Where does it belong?"),
            self._radios(card["id"], "group", [(each["id"], each["name"]) for each in self.groups], group),
            self.gettext("Why?"),
            self._radios(
                card["id"], "reason", [(each["id"], each["text"]) for each in card["reasons"]], reason
            ),
        )

    def _radios(self, card: str, what: str, options: list[tuple[str, str]], chosen: str) -> Markup:
        name = _field(card, what)
        return Markup("").join(
            radio(name=name, value=value, label=label, is_checked=value == chosen) for value, label in options
        )

    def _verdict(self) -> Markup:
        reached, most = sum(self._points(card) for card in self.cards), 2 * len(self.cards)
        told = self.gettext(
            "%(reached)s of %(most)s: one for each group, one for each reason.", reached=reached, most=most
        )
        cards = Markup("").join(self._sorted_card(card) for card in self.cards)
        return Markup(
            '<p class="hx-verdict" tabindex="-1" data-focus><b>{}</b></p><ul class="hx-sorted">{}</ul>'
        ).format(told, cards)

    def _sorted_card(self, card: dict) -> Markup:
        group, reason = self._sorted(card)
        return Markup("<li><p><b>{}</b></p>{}{}<p class='hx-why'>{}</p></li>").format(
            card["text"],
            self._judged(_named(self.groups, group, "name"), self._is_group_right(card)),
            self._judged(_named(card["reasons"], reason, "text"), self._is_reason_right(card)),
            card.get("why", ""),
        )

    def _judged(self, chosen: str, is_right: bool) -> Markup:
        """Say in words, and not by colour alone, whether a choice holds."""
        verdict = self.gettext("This holds.") if is_right else self.gettext("Look again.")
        return Markup('<p class="hx-judged hx-judged--{}">{} <b>{}</b></p>').format(
            "right" if is_right else "wrong", chosen, verdict
        )

    def in_words(self) -> Markup:
        """Return the groups, the cards and the reasons to choose from."""
        cards = Markup("").join(
            Markup("<h3>{}</h3>{}").format(card["text"], listed(each["text"] for each in card["reasons"]))
            for card in self.cards
        )
        names = [each["name"] for each in self.groups]
        return paragraphs(self.opening) + paragraphs(self.question) + listed(names) + cards


def _field(card: str, what: str) -> str:
    return f"{what}-{card}"


def _chosen(card: str, move: Mapping[str, str]) -> list[str]:
    return [move.get(_field(card, "group"), ""), move.get(_field(card, "reason"), "")]


def _named(options: list[dict], chosen: str, name: str) -> str:
    return next((each[name] for each in options if each["id"] == chosen), "")
