"""What stands above the editor of a case study: what to look at again in the saved draft."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from casestudies.studies.advice import doubts


class AdvicePanel(Panel):
    """Lists what is worth another look; further checks of a draft get panels of their own beside it."""

    def __init__(self, heading="", **kwargs):
        super().__init__(heading=heading or _("Look at this again"), **kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The list for one study."""

        template_name = "casestudies/cms/study_advice.html"

        def is_shown(self) -> bool:
            """Stay away until there is something saved to look at."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            """Give the template the sentences."""
            return {**super().get_context_data(parent_context), "doubts": doubts(self.instance)}
