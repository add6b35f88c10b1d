"""The trainer's desk in the CMS: what waits in all courses of theirs, the oldest first."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.components import Component

from casestudies.discussion.actions import answer, hand_back, let_through
from casestudies.discussion.checking import NotSent, advice_on
from casestudies.discussion.models import Contribution
from casestudies.discussion.queries import titles_of, waiting_for

PER_PAGE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contributions(request: HttpRequest) -> HttpResponse:
    """Show what waits; let one through, answer it, hand it back. Raises Http404 for others' courses."""
    courses, waiting = waiting_for(request.user, get_language() or "en")
    told, chosen = "", None
    if request.method == "POST":
        chosen = waiting.filter(public_id=_sent_id(request)).first()
        if chosen is None:
            raise Http404
        try:
            messages.success(request, _decided(chosen, request.POST))
            return redirect("cms_contributions")
        except NotSent as refusal:
            told = " ".join(refusal.sentences)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(page, courses, chosen, told),
        "typed": request.POST,
        "reasons": Contribution.Reason.choices,
    }
    return render(request, "casestudies/cms/contributions.html", context, status=422 if told else 200)


def _sent_id(request: HttpRequest) -> UUID:
    """Return the id of the contribution that a form is about. Raises Http404 for what is none."""
    try:
        return UUID(request.POST.get("contribution", ""))
    except ValueError as error:
        raise Http404 from error


def _decided(contribution: Contribution, sent) -> str:
    """Do what a trainer decided and return what to say of it. Raises NotSent."""
    decision = sent.get("decision", "")
    if decision == "back":
        hand_back(contribution, sent.get("reason", ""), sent.get("note", ""))
        return _("It is handed back; its author reads why.")
    if contribution.discussion_key is None:
        answer(contribution, sent.get("reply", ""))
        return _("Answered. Only the person who asked reads it.")
    let_through(contribution)
    return _("Let through. Everybody who takes the course can read it.")


def _rows(page, courses: dict, chosen: Contribution | None, told: str) -> list[dict]:
    titles = titles_of(row.discussion_key for row in page)
    return [
        {
            "contribution": row,
            "course": courses[row.course_key],
            "discussion": titles.get(row.discussion_key),
            "advice": advice_on(row.text, row.language),
            "told": told if chosen and row.pk == chosen.pk else "",
        }
        for row in page
    ]


class WaitingPanel(Component):
    """How many contributions wait to be read, on the front page of the CMS."""

    name = "contributions"
    template_name = "casestudies/cms/waiting.html"
    order = 20

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context=None) -> dict:
        """Give the template the number."""
        return {"count": self.count}


def waiting_panel(request: HttpRequest) -> WaitingPanel | None:
    """Return the panel for somebody for whom something waits, else None."""
    _courses, waiting = waiting_for(request.user, get_language() or "en")
    count = waiting.count()
    return WaitingPanel(count) if count else None
