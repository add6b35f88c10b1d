"""What stands beside the outline of a case in the CMS: its map, and what to mend."""

from wagtail.admin.panels import Panel

from casestudies.preview import map_context


class MapPanel(Panel):
    """Draws the case that is open and says what to mend, as of its last saving."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one case."""

        template_name = "casestudies/cms/map.html"

        def is_shown(self) -> bool:
            """Stay away until there is something saved to draw."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            """Give the template the map."""
            return {**super().get_context_data(parent_context), **map_context(self.instance)}
