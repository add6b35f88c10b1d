"""What the media floor adds to the CMS: one way in for pictures, and pictures that only authors see."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from media import cms_views, views
from media.actions import BLURRED
from media.models import Recording
from media.panels import ListenPanel
from media.recording_forms import RecordingForm


# Before Wagtail's own: its page for many files at once stores each as it came, before anything is asked.
@hooks.register("register_admin_urls", order=-10)
def addresses() -> list:
    """Give pictures that are not shown an address for authors, and close the way past our questions."""
    one_by_one = RedirectView.as_view(url=reverse_lazy("wagtailimages:add"))
    return [
        path("images/add/", cms_views.AddPicture.as_view(), name="cms_picture_add"),
        path("images/<int:number>/blur/", cms_views.blur_areas, name="cms_picture_blur"),
        path("images/multiple/add/", one_by_one, name="cms_pictures_one_by_one"),
        path("pictures/<str:name>", views.cms_picture, name="cms_picture"),
    ]


@hooks.register("register_log_actions")
def log_of_blurring(actions) -> None:
    """Let the history of a picture say when it was blurred."""

    @actions.register_action(BLURRED)
    class Blurred(LogFormatter):
        label = _("Blurred")
        message = _("Areas of the photograph were blurred for good")


class RecordingDesk(SnippetViewSet):
    """Sound for lessons, with captions and a transcript."""

    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    menu_order = 301
    add_to_admin_menu = True
    list_display = ["title", "language", "seconds", "consent"]
    list_filter = ["language", "consent"]
    search_fields = ["title"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            ListenPanel(heading=_("Listen")),
            MultiFieldPanel(
                [FieldPanel("no_child"), FieldPanel("consent"), FieldPanel("consent_place")],
                heading=_("Who speaks"),
                help_text=_("No recording of a child or of a person who returned can be stored."),
            ),
            MultiFieldPanel(
                [FieldPanel("file"), FieldPanel("title"), FieldPanel("language")], heading=_("The recording")
            ),
            MultiFieldPanel(
                [FieldPanel("transcript"), FieldPanel("captions_file"), FieldPanel("captions")],
                heading=_("For reading along"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("origin"), FieldPanel("licence")])], heading=_("Where it is from")
            ),
            FieldPanel("keep_words"),
        ],
        base_form_class=RecordingForm,
    )


register_snippet(RecordingDesk)
