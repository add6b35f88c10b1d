"""What authors do with pictures in the CMS beyond Wagtail's own pages."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.images.views.images import CreateView

from media.actions import PictureGone, blur
from media.forms import AreaForms
from media.models import Picture
from media.queries import may_change

PREVIEW = "max-1000x1000|format-webp"


class AddPicture(CreateView):
    """Wagtail's page for one picture; bystanders are blurred right after it."""

    def get_success_url(self) -> str:
        """Go on to the blurring where somebody is still to be blurred."""
        if self.object.waits_for_blur:
            return reverse("cms_picture_blur", args=[self.object.pk])
        return super().get_success_url()


@require_http_methods(["GET", "HEAD", "POST"])
def blur_areas(request: HttpRequest, number: int) -> HttpResponse:
    """Show a photograph with fields for its areas; blur the areas that are sent, for good."""
    picture = get_object_or_404(Picture, pk=number)
    if not may_change(picture, request.user):
        raise PermissionDenied
    if not picture.is_photograph:
        raise Http404
    areas = AreaForms(request.POST or None, prefix="area")
    if request.method == "POST" and areas.is_valid():
        return _blurred(request, picture, areas)
    return TemplateResponse(
        request,
        "media/cms/blur.html",
        {"picture": picture, "areas": areas, "preview": _preview(picture)},
        status=422 if areas.is_bound else 200,
    )


def _blurred(request: HttpRequest, picture: Picture, areas) -> HttpResponse:
    try:
        blur(picture, areas.areas, by=request.user)
    except PictureGone:
        messages.error(request, _("The file of this picture is gone. Delete it here and add it anew."))
    else:
        messages.success(request, _("Blurred for good. The picture as it was is deleted."))
    return redirect("cms_picture_blur", picture.pk)


def _preview(picture: Picture):
    """Return the picture at the size of the page; None where its file is gone."""
    try:
        return picture.get_rendition(PREVIEW)
    except OSError:
        return None
