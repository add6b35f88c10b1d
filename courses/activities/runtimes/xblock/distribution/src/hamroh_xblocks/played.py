"""What all exercises share: one form, one handler, and a stage that the server draws anew after each move."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Boolean, Dict, Integer, Scope, String

from hamroh_xblocks import shapes
from hamroh_xblocks.flaws import Flaw
from hamroh_xblocks.scenarios import scenarios_of


class MoveRefused(ValueError):
    """This move cannot be taken; the message, in the learner's language, says what to do."""


@XBlock.wants("i18n", "form_token")
class Played(XBlock):
    """An exercise that is played move by move. All that is right or wrong about it stays on the server.

    A move that is refused is kept as typed, with the reason, until one is taken: so a page without scripts,
    which is simply loaded again, loses nothing either.
    """

    has_score = True
    has_custom_completion = True
    completion_mode = XBlockCompletionMode.COMPLETABLE

    # What authors choose it by, where they write.
    kind_name = kind_about = ""

    display_name = String(scope=Scope.settings, default="", display_name=shapes.TITLE, help=shapes.TITLE_HELP)
    opening = String(
        scope=Scope.content,
        default="",
        display_name=shapes.OPENING,
        help=shapes.OPENING_HELP,
        multiline_editor=True,
    )
    moves = Integer(
        scope=Scope.user_state, default=0, help="How many moves were taken, refused ones among them."
    )
    refused = Dict(scope=Scope.user_state, default={}, help="The last move where it was refused, and why.")
    is_done = Boolean(scope=Scope.user_state, default=False)

    # --- What each exercise says of itself -------------------------------------------------------

    def take(self, move: Mapping[str, str]) -> None:
        """Take a move. Raises MoveRefused."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Forget what was played; what was reached stays with the platform."""
        raise NotImplementedError

    def draw(self) -> Markup:
        """Return where the learner stands, and nothing that comes later."""
        raise NotImplementedError

    def in_words(self) -> Markup:
        """Return the exercise in words, without what comes later and what is right."""
        raise NotImplementedError

    def flaws(self) -> list[Flaw]:
        """Return what keeps the exercise from being played, for its author; empty when all is well."""
        raise NotImplementedError

    def flaw(self, sentence: str, *at: str | int, **values: Any) -> Flaw:
        """Return a flaw in the author's language, and the place in the fields where it is to be mended."""
        return Flaw(self.gettext(sentence, **values), at)

    @classmethod
    def workbench_scenarios(cls) -> list[tuple[str, str]]:
        """Return what xblock-sdk's workbench opens of this block."""
        return scenarios_of(cls.__name__)

    # --- Views and the one handler ---------------------------------------------------------------

    def student_view(self, context: Any = None) -> Fragment:
        """Show where the learner stands."""
        fragment = Fragment(self._stage())
        fragment.add_css_url(self.runtime.local_resource_url(self, "public/blocks.css"))
        fragment.add_javascript_url(self.runtime.local_resource_url(self, "public/play.js"))
        fragment.initialize_js("HamrohPlayed")
        return fragment

    def text_view(self, context: Any = None) -> Fragment:
        """Say the exercise in words, for readers without a line, a script or an account."""
        return Fragment(self.in_words())

    @XBlock.handler
    def play(self, request: Any, suffix: str = "") -> Response:
        """Take the move of the form on the stage, and answer with the stage as it stands then."""
        move = {name: str(value)[:4000] for name, value in request.POST.items()}
        # A form that was sent twice, or from another tab, is about a stage that is gone.
        if move.get("move") == str(self.moves):
            self.moves += 1
            self._move(move)
        return Response(json_body={"html": self._stage()})

    def _move(self, move: dict[str, str]) -> None:
        try:
            if move.get("anew"):
                self.is_done = False
                self.begin_anew()
            else:
                self.take(move)
        except MoveRefused as refused:
            typed = {name: value for name, value in move.items() if name != "csrfmiddlewaretoken"}
            self.refused = {"why": str(refused), "typed": typed}
        else:
            self.refused = {}

    def finish(self, reached: float, most: float) -> None:
        """End the exercise: publish how far somebody came, and that they are through."""
        self.is_done = True
        if most > 0:
            self.runtime.publish(self, "grade", {"value": reached, "max_value": most})
        self.runtime.publish(self, "completion", {"completion": 1.0})

    # --- Drawing ---------------------------------------------------------------------------------

    @property
    def typed(self) -> Mapping[str, str]:
        """What stood in the form when it was refused."""
        return self.refused.get("typed", {})

    def gettext(self, sentence: str, **values: Any) -> str:
        """Return a sentence of ours in the learner's language."""
        i18n = self.runtime.service(self, "i18n")
        told = i18n.gettext(sentence) if i18n else sentence
        return told % values if values else told

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> str:
        """Return a counted sentence of ours in the learner's language."""
        i18n = self.runtime.service(self, "i18n")
        told = i18n.ngettext(one, many, number) if i18n else (one if number == 1 else many)
        return told % {"number": number, **values}

    def form(self, inside: Markup, button: str, *, name: str = "") -> Markup:
        """Return a form that makes the next move; ``name`` is sent along where a button means another one."""
        service = self.runtime.service(self, "form_token")
        given = Markup(' name="{}" value="yes"').format(name) if name else ""
        return Markup(
            '<form class="hx-form" method="post" action="{}" data-offline="{}">{}'
            '<input type="hidden" name="move" value="{}">{}{}'
            '<p class="hx-actions"><button class="button hx-button{}" type="submit"{}>{}</button></p></form>'
        ).format(
            self.runtime.handler_url(self, "play"),
            self.gettext("The line is gone. Please keep this page open and send again when it is back."),
            Markup(service.hidden_input()) if service else "",  # noqa: S704  (the runtime's own markup)
            self.moves,
            inside,
            self._problem(),
            " button--quiet" if name else "",
            given,
            button,
        )

    def anew(self) -> Markup:
        """Return the form that begins anew."""
        return self.form(Markup(""), self.gettext("Begin anew"), name="anew")

    def _problem(self) -> Markup:
        why = self.refused.get("why")
        if not why:
            return Markup("")
        return Markup('<p class="problem hx-problem" role="alert" tabindex="-1" data-focus>{}</p>').format(
            why
        )

    def _stage(self) -> Markup:
        return Markup('<div class="hx-stage">{}{}</div>').format(paragraphs(self.opening), self.draw())


def untold(rows: Any, *names: str) -> tuple[str | int, ...] | None:
    """Return where an author’s list lacks a text or repeats an id: () for all of it, None for nowhere."""
    if not isinstance(rows, list) or not rows:
        return ()
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            return (number,)
        for name in ("id", *names):
            if not isinstance(row.get(name), str) or not row[name].strip() or row["id"] in seen:
                return (number, name)
        seen.add(row["id"])
    return None


def paragraphs(text: str) -> Markup:
    """Return plain text as paragraphs."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in parts)


def listed(parts: Any) -> Markup:
    """Return texts as a list."""
    items = Markup("").join(Markup("<li>{}</li>").format(part) for part in parts)
    return Markup("<ul>{}</ul>").format(items) if items else Markup("")


def radio(*, name: str, value: str, label: str, is_checked: bool) -> Markup:
    """Return one choice with its label around it, large enough for a finger."""
    return Markup(
        '<label class="hx-choice"><input type="radio" name="{}" value="{}"{}><span>{}</span></label>'
    ).format(name, value, Markup(" checked") if is_checked else "", label)
