"""A map of support: who stands around an invented family, how near, and whom to speak with first."""

import math
from collections.abc import Mapping

from markupsafe import Markup
from xblock.fields import Dict, List, Scope, String

from hamroh_xblocks import flaws, shapes
from hamroh_xblocks.flaws import Flaw
from hamroh_xblocks.played import MoveRefused, Played, paragraphs, radio, untold

LINKS = ("strong", "strained", "absent")
FIRST_AT_MOST = 2


def _(sentence: str) -> str:
    """Mark a sentence for translation."""
    return sentence


LINK_NAMES = {"strong": _("a link that holds"), "strained": _("a strained link"), "absent": _("no link yet")}


class SupportMap(Played):
    """People and places around an invented family, each to be read, linked and perhaps spoken with first.

    ``people`` are::

        {"id": "aunt", "name": "Aunt", "note": "Comes on Fridays.",
         "link": "strong", "first": True, "why": "…"}

    Each right link counts one point, and so does each of those worth speaking with first. The map is a
    drawing of the list beside it, which says the same.
    """

    kind_name, kind_about = shapes.MAP, shapes.MAP_ABOUT

    family = String(scope=Scope.content, default="", display_name=shapes.FAMILY, help=shapes.FAMILY_HELP)
    people = List(
        scope=Scope.content,
        default=[],
        display_name=shapes.PEOPLE,
        help=shapes.PEOPLE_HELP,
        xml_node=True,
        json_schema=shapes.people(LINK_NAMES),
    )
    closing = String(
        scope=Scope.content,
        default="",
        display_name=shapes.CLOSING,
        help=shapes.CLOSING_HELP,
        multiline_editor=True,
    )
    linked = Dict(scope=Scope.user_state, default={}, help="The link chosen for each of the people, by id.")
    first = List(scope=Scope.user_state, default=[], help="Whom the learner would speak with first, by id.")

    def take(self, move: Mapping[str, str]) -> None:
        """Take the whole map. Raises MoveRefused while a link is missing, or with too many to speak with."""
        if self.is_done:
            raise MoveRefused(self.gettext("This map is drawn already. You can begin anew."))
        linked = {person["id"]: move.get(f"link-{person['id']}", "") for person in self.people}
        missing = [key for key, link in linked.items() if link not in LINKS]
        if missing:
            raise MoveRefused(
                self.ngettext(
                    "%(number)s link is still open. Say how each of them stands to the family.",
                    "%(number)s links are still open. Say how each of them stands to the family.",
                    len(missing),
                )
            )
        first = [key for key in linked if move.get(f"first-{key}")]
        if not 1 <= len(first) <= FIRST_AT_MOST:
            raise MoveRefused(
                self.gettext("Choose one or two to speak with first: more than two is nobody in particular.")
            )
        self.linked, self.first = linked, first
        self.finish(*self._points())

    def begin_anew(self) -> None:
        """Clear the map."""
        self.linked, self.first = {}, []

    def flaws(self) -> list[Flaw]:
        """Return what is missing around the family."""
        place = untold(self.people, "name")
        if place is not None:
            return [self.flaw(flaws.PERSON, "people", *place)]
        odd = [number for number, each in enumerate(self.people) if each.get("link") not in LINKS]
        if odd:
            return [self.flaw(flaws.PERSON, "people", number, "link") for number in odd]
        if not any(each.get("first") for each in self.people):
            return [self.flaw(flaws.NOBODY_FIRST, "people")]
        return []

    def _points(self) -> tuple[float, float]:
        worth = [person["id"] for person in self.people if person.get("first")]
        links = sum(self.linked.get(person["id"]) == person["link"] for person in self.people)
        return links + len(set(worth) & set(self.first)), len(self.people) + min(len(worth), FIRST_AT_MOST)

    # --- Drawing ---------------------------------------------------------------------------------

    def draw(self) -> Markup:
        """Return the map and its list: to be filled in, or filled in and explained."""
        if not self.people:
            return Markup("<p>{}</p>").format(self.gettext("This exercise is not written yet."))
        if self.is_done:
            reached, most = self._points()
            told = self.gettext(
                "%(reached)s of %(most)s: one for each link, one for whom to speak with first.",
                reached=f"{reached:g}",
                most=f"{most:g}",
            )
            verdict = Markup('<p class="hx-verdict" tabindex="-1" data-focus><b>{}</b></p>').format(told)
            return verdict + self._drawing() + self._told() + paragraphs(self.closing) + self.anew()
        people = Markup("").join(self._asked(number, person) for number, person in enumerate(self.people, 1))
        return self._drawing() + self.form(people, self.gettext("Look at my map"))

    def _asked(self, number: int, person: dict) -> Markup:
        key, links = person["id"], Markup("")
        for link in LINKS:
            links += radio(
                name=f"link-{key}",
                value=link,
                label=self.gettext(LINK_NAMES[link]),
                is_checked=self.typed.get(f"link-{key}") == link,
            )
        return Markup(
            '<fieldset class="hx-card"><legend>{}. {}</legend><p>{}</p>'
            '<div class="hx-choices">{}<label class="hx-choice">'
            '<input type="checkbox" name="first-{}" value="yes"{}><span>{}</span></label></div></fieldset>'
        ).format(
            number,
            person["name"],
            person.get("note", ""),
            links,
            key,
            Markup(" checked") if self.typed.get(f"first-{key}") else "",
            self.gettext("I would speak with them first"),
        )

    def _told(self) -> Markup:
        """Return the list that says all that the map shows, and why."""
        people = Markup("").join(self._told_of(person) for person in self.people)
        return Markup('<ol class="hx-sorted">{}</ol>').format(people)

    def _told_of(self, person: dict) -> Markup:
        chosen = self.linked.get(person["id"], "absent")
        is_right = chosen == person["link"]
        verdict = (
            self.gettext("This holds.")
            if is_right
            else self.gettext("Look again: %(link)s.", link=self.gettext(LINK_NAMES[person["link"]]))
        )
        first = self.gettext("You would speak with them first.") if person["id"] in self.first else ""
        return Markup(
            '<li><p><b>{}</b></p><p class="hx-judged hx-judged--{}">{} <b>{}</b></p>'
            '<p class="hx-why">{} {}</p></li>'
        ).format(
            person["name"],
            "right" if is_right else "wrong",
            self.gettext(LINK_NAMES.get(chosen, "")),
            verdict,
            first,
            person.get("why", ""),
        )

    def _drawing(self) -> Markup:
        """Return the map. Numbers stand for the list's; a screen reader is given the list alone."""
        marks, lines = Markup(""), Markup("")
        for number, person in enumerate(self.people, 1):
            turn = 2 * math.pi * (number - 1) / len(self.people) - math.pi / 2
            x, y = 160 + 118 * math.cos(turn), 130 + 96 * math.sin(turn)
            link = (self.linked if self.is_done else {}).get(person["id"], "open")
            is_first = self.is_done and person["id"] in self.first
            lines += Markup(
                '<line class="hx-link hx-link--{}" x1="160" y1="130" x2="{:.0f}" y2="{:.0f}"/>'
            ).format(link, x, y)
            marks += Markup(
                '<circle class="hx-person{}" cx="{:.0f}" cy="{:.0f}" r="20"/>'
                '<text x="{:.0f}" y="{:.0f}">{}</text>'
            ).format(" hx-person--first" if is_first else "", x, y, x, y, number)
        return Markup(
            '<figure class="hx-map"><svg viewBox="0 0 320 260" aria-hidden="true" focusable="false">{}{}'
            '<circle class="hx-family" cx="160" cy="130" r="26"/></svg><figcaption>{}</figcaption></figure>'
        ).format(
            lines,
            marks,
            self.gettext(
                "In the middle: %(family)s. The numbers are those of the list below.", family=self.family
            ),
        )

    def in_words(self) -> Markup:
        """Return the family, and who stands around it."""
        people = Markup("").join(
            Markup("<li><b>{}</b> {}</li>").format(person["name"], person.get("note", ""))
            for person in self.people
        )
        asked = self.gettext(
            "How does each of them stand to the family, and whom would you speak with first?"
        )
        return paragraphs(self.opening) + Markup("<p><b>{}</b></p><ol>{}</ol><p>{}</p>").format(
            self.family, people, asked
        )
