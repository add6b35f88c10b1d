"""What the media floor adds to the CMS: one way in for pictures, and pictures that only authors see."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView
from wagtail import hooks

from media import views


# Before Wagtail's own: its page for many files at once stores each as it came, before anything is asked.
@hooks.register("register_admin_urls", order=-10)
def addresses() -> list:
    """Give pictures that are not shown an address for authors, and close the way past our questions."""
    one_by_one = RedirectView.as_view(url=reverse_lazy("wagtailimages:add"))
    return [
        path("images/multiple/add/", one_by_one, name="cms_pictures_one_by_one"),
        path("pictures/<str:name>", views.cms_picture, name="cms_picture"),
    ]
