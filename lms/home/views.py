"""The front page and My learning."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from courses.api import ActivityView, AnswerRefused, LearnerState, kind_of
from lms.home.queries import front_page, learning_page
from lms.home.wording.for_readers import box


@require_safe
def home(request):
    """Say in one screen what this is and for whom, with a question to play with."""
    page = front_page(get_language())
    return _home(request, page, _play_fragment(request, page))


def _home(request, page, play: str, status: int = 200):
    context = {"page": page, "play": play, "box": box()}
    return render(request, "home/home.html", context, status=status)


def _play_fragment(request, page, state: LearnerState | None = None, problem: str = "") -> str:
    if page.play is None:
        return ""
    view = ActivityView(
        request=request,
        action=reverse("play"),
        problem=problem,
        typed=request.POST if problem else None,
        is_stored=False,
        page=reverse("home"),
    )
    return kind_of(page.play.kind).render(page.play, state or LearnerState(), view)


@require_POST
def play(request):
    """Grade the front page's question, show what came of it, and forget it."""
    page = front_page(get_language())
    if page.play is None:
        raise Http404
    state, problem = None, ""
    try:
        outcome = kind_of(page.play.kind).handle(page.play, request.POST)
        state = outcome.as_state()
    except AnswerRefused as refusal:
        problem = str(refusal)
    fragment = _play_fragment(request, page, state, problem)
    if request.htmx:
        return render(request, "home/played.html", {"play": fragment})
    return _home(request, page, fragment, status=422 if problem else 200)


@require_safe
def learn(request):
    """Show where to go on, what is finished, and which certificates there are."""
    return render(request, "home/learn.html", {"page": learning_page(request.user, get_language())})


@require_safe
def about(request):
    """Say what the site is, how its content is made, and what it does not collect."""
    return render(request, "home/about.html")
