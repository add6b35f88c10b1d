"""A block of others, with a field of every kind that an author may meet."""

from xblock.core import XBlock
from xblock.fields import UNIQUE_ID, Boolean, DateTime, Dict, Float, Integer, List, Scope, String


class ManyFields(XBlock):
    """Asks its author for everything."""

    has_children = True
    question = String(scope=Scope.content, default="Why?", display_name="The question", help="Ask one thing.")
    text = String(scope=Scope.content, default="", multiline_editor=True)
    tries = Integer(scope=Scope.settings, default=2, values={"min": 1, "max": 9})
    weight = Float(scope=Scope.settings, default=1.5)
    is_shuffled = Boolean(scope=Scope.settings, default=True)
    level = Integer(
        scope=Scope.settings,
        values=[{"display_name": "Easy", "value": 1}, {"display_name": "Hard", "value": 2}],
    )
    options = List(scope=Scope.content, default=[])
    hints = Dict(scope=Scope.content, default={})
    due = DateTime(scope=Scope.settings)
    key = String(scope=Scope.settings, default=UNIQUE_ID)
    answer = String(scope=Scope.user_state, default="")
    liked = Boolean(scope=Scope.preferences, default=False)

    def add_xml_to_node(self, node):
        """Write files, as some blocks do."""
        raise AssertionError("A block of others was asked to write itself.")


class Cards(XBlock):
    """Keeps a list where others keep the text of their element."""

    display_name = String(scope=Scope.settings, default="Turning cards")
    content = List(scope=Scope.settings, default=[])
    styling = Dict(scope=Scope.settings, default={"size": "16px"})


class Markup(XBlock):
    """Keeps its text as the text of its element."""

    content = String(scope=Scope.content, default="")
    title = String(scope=Scope.settings, default="A title")
