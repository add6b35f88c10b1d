"""One server, two applications: the site, and Django without any middleware for the bare view."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

site = get_wsgi_application()


def _without_middleware() -> WSGIHandler:
    kept, settings.MIDDLEWARE = settings.MIDDLEWARE, []
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = kept


bare = _without_middleware()


def application(environ, start_response):
    """Answer /bare/ with as little of Django as there is."""
    chosen = bare if environ["PATH_INFO"] == "/bare/" else site
    return chosen(environ, start_response)
