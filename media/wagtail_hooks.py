"""What the media floor adds to the CMS: one way in for pictures, and pictures that only authors see."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from media import cms_views, views
from media.actions import BLURRED


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
