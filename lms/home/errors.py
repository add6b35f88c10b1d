"""Error pages: a plain sentence, a way on, never a trace."""

from django.shortcuts import render


def bad_request(request, exception=None):
    """Say that the request could not be understood."""
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """Say that this page is for somebody else, and how to get there."""
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    """Say that nothing stands here."""
    return render(request, "404.html", status=404)


def server_error(request):
    """Say that the fault is ours; a template without context, for nothing else may be running."""
    return render(request, "500.html", status=500)


def csrf_failure(request, reason=""):
    """Say that the form was too old, and that going back keeps what was typed."""
    return render(request, "403_csrf.html", status=403)
