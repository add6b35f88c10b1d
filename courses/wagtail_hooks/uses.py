"""Where evidence is used, beside its form; and the refusal to delete what is used."""

from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import Panel

from courses.content.drafts import edit_url
from courses.content.uses import Use, uses_of
from courses.models import ConflictSet, Fact, Source

NAMED_USES = 5


class UsesPanel(Panel):
    """Lists the lessons, questions and disagreements that stand on what is open."""

    class BoundPanel(Panel.BoundPanel):
        """The list for one fact, disagreement or source."""

        template_name = "courses/cms/uses.html"

        def is_shown(self) -> bool:
            """Stay away until there is something saved that could be used."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            """Give the template the uses, published ones first, and the public page of a claim."""
            uses = uses_of(self.instance)
            return {
                **super().get_context_data(parent_context),
                "published": [use for use in uses if use.is_published],
                "drafts": [use for use in uses if not use.is_published],
                "public_code": self.instance.code
                if isinstance(self.instance, Fact) and self.instance.live
                else "",
            }


@hooks.register("before_delete_snippet")
def keep_what_is_used(request, instances):
    """Refuse to delete evidence that something stands on, and say what."""
    for instance in instances:
        if not isinstance(instance, Fact | ConflictSet | Source):
            continue
        uses = uses_of(instance)
        if uses:
            messages.error(request, refusal(instance, uses))
            return redirect(edit_url(instance))
    return None


def refusal(instance, uses: list[Use]) -> str:
    """Return the sentence that names where something is used."""
    named = "; ".join(f"{use.kind} “{Truncator(use.title).chars(60)}”" for use in uses[:NAMED_USES])
    more = len(uses) - NAMED_USES
    if more > 0:
        named += ngettext("; and %(count)d more", "; and %(count)d more", more) % {"count": more}
    return _("“%(title)s” is used and cannot be deleted. Take it out of these first: %(places)s.") % {
        "title": Truncator(str(instance)).chars(60),
        "places": named,
    }
