"""The page of a discussion, and the page on which somebody asks the trainers of a course."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from casestudies.discussion import rules
from casestudies.discussion.actions import contribute, pseudonym_of, report, withdraw
from casestudies.discussion.checking import NotSent, advice_on
from casestudies.discussion.frozen import content_in
from casestudies.discussion.models import Contribution
from casestudies.discussion.queries import MODERATES, own_in, published_discussion, shown_in, titles_of
from courses.api import Visit, visit_course

PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: HttpRequest, course_slug: str, code: str) -> HttpResponse:
    """Show a question with what was let through, or take a contribution. Raises Http404."""
    visit = visit_course(request, course_slug)
    found = published_discussion(code)
    if found is None or found.activity is None or not _lesson_with(visit, found.activity.translation_key):
        raise Http404
    if not _may_read(visit):
        return _start_first(request, course_slug)
    return _page(visit, found.activity.translation_key, content_in(found, get_language()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Show somebody's own questions to the trainers with their answers, or take another one."""
    visit = visit_course(request, course_slug)
    return _page(visit, None, {}) if _may_read(visit) else _start_first(request, course_slug)


def _may_read(visit: Visit) -> bool:
    """Return whether somebody takes this course or moderates it."""
    return visit.standing.is_enrolled or visit.request.user.has_perm(MODERATES, visit.course.key)


def _start_first(request: HttpRequest, course_slug: str) -> HttpResponse:
    messages.info(request, _("Start this course first: only those who take it read and write here."))
    return redirect("course", course_slug)


def _lesson_with(visit: Visit, key: UUID):
    cards = visit.course.lessons
    return next((card for card in cards if key in (*card.activity_keys, *card.optional_keys)), None)


def _page(visit: Visit, key: UUID | None, content: dict) -> HttpResponse:
    request, told = visit.request, None
    if request.method == "POST":
        try:
            _send(visit, key)
        except NotSent as refusal:
            told = refusal
        else:
            messages.success(request, _("Sent. It waits to be read; until then only you see it."))
            return redirect(request.path)
    context = {
        "content": content,
        "told": told,
        "typed": request.POST.get("text", ""),
        "idempotency_key": _sent_key(request),
        **_shown(visit, key),
    }
    # htmx is not used here: a refused form comes back whole, with its text.
    return render(request, "casestudies/thread.html", context, status=422 if told else 200)


def _send(visit: Visit, key: UUID | None) -> None:
    sent = visit.request.POST
    contribute(
        author=visit.request.user,
        course_key=visit.course.key,
        discussion_key=key,
        text=sent.get("text", ""),
        language=get_language() or "en",
        nobody_recognised="nobody" in sent,
        idempotency_key=_sent_key(visit.request),
    )


def _sent_key(request: HttpRequest) -> UUID:
    """Return the key of this sending; one that is no key at all is made anew."""
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return uuid.uuid4()


def _shown(visit: Visit, key: UUID | None) -> dict:
    user, course = visit.request.user, visit.course
    own = own_in(user, key, course.key)
    rows = shown_in(key, course.key) if key else Contribution.objects.none()
    return {
        "course": course,
        "lesson": _lesson_with(visit, key) if key else None,
        "page": Paginator(rows, PER_PAGE).get_page(visit.request.GET.get("page")),
        "own": [(row, advice_on(row.text, row.language) if row.state == "waiting" else []) for row in own],
        "pseudonym": pseudonym_of(user, course.key, key),
        "longest": rules.LONGEST,
        "kept_days": rules.KEPT_DAYS,
    }


@require_POST
def take_back(request: HttpRequest, course_slug: str, contribution: UUID) -> HttpResponse:
    """Delete one's own contribution. Raises Http404 for anybody else's."""
    found = Contribution.objects.filter(public_id=contribution, author=request.user).first()
    if found is None or not withdraw(author=request.user, public_id=contribution):
        raise Http404
    messages.success(request, _("Withdrawn. It is deleted."))
    return _back(found, course_slug)


@require_POST
def tell(request: HttpRequest, course_slug: str, contribution: UUID) -> HttpResponse:
    """Ask the trainer to look at a contribution again. Raises Http404 where one may not read it."""
    visit = visit_course(request, course_slug)
    rows = Contribution.objects.filter(course_key=visit.course.key, state=Contribution.State.SHOWN)
    found = rows.filter(public_id=contribution, discussion_key__isnull=False).first()
    if found is None or not _may_read(visit):
        raise Http404
    report(found)
    messages.success(request, _("The trainer will look at it again. Nobody is told who asked."))
    return _back(found, course_slug)


def _back(contribution: Contribution, course_slug: str) -> HttpResponse:
    """Go to the page on which a contribution stands, or stood."""
    if contribution.discussion_key is None:
        return redirect("ask_trainer", course_slug)
    found = titles_of([contribution.discussion_key]).get(contribution.discussion_key)
    return redirect("discussion", course_slug, found.code) if found else redirect("course", course_slug)
