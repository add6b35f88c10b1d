"""The front page and My learning."""

from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe


@require_safe
def home(request):
    """Say in one screen what this is and for whom, with a question to play with."""
    return render(request, "home/home.html", {})


@require_POST
def play(request):
    """Grade the front page's question; nothing is stored."""
    return render(request, "home/home.html", {})


@require_safe
def learn(request):
    """Show where to go on."""
    return render(request, "home/learn.html", {})


@require_safe
def about(request):
    """Say who is behind the site and how its content is made."""
    return render(request, "home/about.html", {})
