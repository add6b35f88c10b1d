"""What the CMS shows about a stored recording."""

from wagtail.admin.panels import Panel


class ListenPanel(Panel):
    """Lets authors listen to what they change the words of."""

    class BoundPanel(Panel.BoundPanel):
        """The player of one recording."""

        template_name = "media/cms/listen.html"

        def is_shown(self) -> bool:
            """Stay away until there is something to listen to."""
            return super().is_shown() and self.instance.pk is not None and self.instance.is_shown
