"""Chooses the content security policy by path: the CMS has its own, everything else the strict one."""

from csp.middleware import CSPMiddleware
from django.conf import settings


class PolicyMiddleware(CSPMiddleware):
    """django-csp's middleware with the wider CMS policy under ``/cms/``, and one of its own for previews."""

    def process_response(self, request, response):
        # Wagtail renders a preview by a request it makes up and puts into a frame of the editor.
        if getattr(request, "is_dummy", False):
            response._csp_replace = settings.PREVIEW_POLICY
        elif request.path_info.startswith("/cms/"):
            response._csp_replace = settings.CMS_POLICY
            response["X-Frame-Options"] = "SAMEORIGIN"
        elif hasattr(request, "policy_additions"):
            # What a lesson shows may need more: a frame, or an inline part known by its hash.
            response._csp_update = request.policy_additions
        return super().process_response(request, response)


class SlimNotModifiedMiddleware:
    """Sends a 304 without the headers that the browser's kept copy already has."""

    _KEPT_BY_THE_BROWSER = (
        "Content-Security-Policy",
        "Content-Language",
        "Cross-Origin-Opener-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 304:
            for name in self._KEPT_BY_THE_BROWSER:
                del response[name]
        return response
