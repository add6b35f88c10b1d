"""The addresses of the site, and one view that does nothing."""

from django.http import HttpResponse
from django.urls import path

from lms.urls import handler400, handler403, handler404, handler500
from lms.urls import urlpatterns as addresses

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def bare(request):
    """The yardstick: what Django takes to answer at all."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *addresses]
