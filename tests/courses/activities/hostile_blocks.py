"""Blocks as careless or hostile authors write them. Each is an attack that the runtime has to hold."""

from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock
from xblock.fields import Dict, Integer, Scope, String

# What author handlers did, were they ever reached: files written, packages deleted.
SIDE_EFFECTS: list[str] = []
BREAKOUT = "</script><script>alert(1)</script>' onmouseover='alert(2)\" onfocus=\"alert(3)"


class Careless(XBlock):
    """Does what published blocks do: passes events through, offers author handlers, trusts its own state."""

    has_score = True
    question = String(scope=Scope.content, default="")
    answers = Dict(scope=Scope.user_state, default={})
    tried = Integer(scope=Scope.user_state, default=0)
    seen = Integer(scope=Scope.user_state_summary, default=0)

    def student_view(self, context=None):
        """Show what was typed, as script arguments."""
        fragment = Fragment("<p>Careless</p>")
        fragment.add_css_url("//cdn.example.org/all.css")
        fragment.add_javascript_url("https://cdn.example.org/all.js")
        fragment.initialize_js("Careless", {"answers": self.answers, "question": self.question})
        self.runtime.publish(self, "grade", {"value": 1, "max_value": 1})
        return fragment

    @XBlock.json_handler
    def publish_event(self, data, suffix=""):
        """Publish whatever a browser says, as four published blocks do."""
        self.runtime.publish(self, data.pop("event_type"), data)
        return {"result": "success"}

    @XBlock.json_handler
    def answer(self, data, suffix=""):
        """Keep what was typed."""
        self.answers = data
        self.tried += 1
        self.seen += 1
        return {"tried": self.tried, "seen": self.seen}

    @XBlock.json_handler
    def grade(self, data, suffix=""):
        """Grade as the block sees fit."""
        self.runtime.publish(self, "grade", data)
        return {}

    @XBlock.json_handler
    def studio_submit(self, data, suffix=""):
        """Save what an author wrote, after the side effects."""
        SIDE_EFFECTS.append("studio_submit")
        self.question = data["question"]
        return {}

    @XBlock.json_handler
    def update_content(self, data, suffix=""):
        """Save under a name that no pattern for author handlers would catch."""
        SIDE_EFFECTS.append("update_content")
        return self.studio_submit_inner(data)

    @XBlock.json_handler
    def rewrite(self, data, suffix=""):
        """Change the author's text in a handler that learners may call."""
        self.question = "rewritten"
        return {}

    @XBlock.handler
    def page_of_ours(self, request, suffix=""):
        """Answer with a page, cookies and all."""
        response = Response("<script>alert(1)</script>", content_type="text/html")
        response.set_cookie("sessionid", "stolen")
        return response

    def not_a_handler(self, request, suffix=""):
        """Never meant to be called from outside."""
        SIDE_EFFECTS.append("not_a_handler")


class Broken(XBlock):
    """Works in the author's own platform, and fails here."""

    has_score = True

    def student_view(self, context=None):
        """Ask for what only its own platform has."""
        return Fragment(self.runtime.modulestore)

    @XBlock.json_handler
    def answer(self, data, suffix=""):
        """Take for granted that its own script has sent this."""
        return {"chosen": data["chosen"]}


class Impostor(XBlock):
    """Installed by another package under the name of a block that is in the catalogue."""
