"""The record of learning: the learner's own page and file, and what a stranger with a link reads."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.certificates import limits
from lms.certificates.forms import RecordLinkForm
from lms.certificates.record import LearningRecord, printable_names, record_of
from lms.certificates.record_document import (
    course_state,
    formula_in_all,
    hours_in_all,
    lessons_done,
    record_pdf,
)
from lms.certificates.record_tables import RecordLink
from lms.certificates.sharing import TooManyLinks, close_link, links_of, open_link, share_record
from lms.certificates.signing import SigningRefused

# Tokens of links just made, so that their maker can copy them; they end with the session.
_TOKENS = "record_links"
_TOKENS_KEPT = 10


@dataclass(frozen=True)
class Shown:
    """A link in its owner's list; ``address`` is empty where nobody can tell it any more."""

    link: RecordLink
    is_open: bool
    address: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Show the learner's record and its links, and make one more link when asked."""
    names = printable_names(request.user)
    form = RecordLinkForm(request.POST or None, names=names)
    if request.method == "POST" and form.is_valid():
        made = _made(request, form)
        if made is not None:
            return made
    try:
        found = record_of(request.user, get_language(), with_name=True)
    except SigningRefused:
        return render(request, "certificates/unavailable.html", status=503)
    context = _said(found) | {
        "form": form,
        "links": [_shown(request, link) for link in links_of(request.user)],
    }
    return render(request, "certificates/record.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, form: RecordLinkForm) -> HttpResponse | None:
    """Make the link; None, with a sentence in the form, where too many are open."""
    shows_name = form.cleaned_data.get("shows_name", False)
    try:
        made = share_record(learner=request.user, days=form.cleaned_data["days"], shows_name=shows_name)
    except TooManyLinks:
        form.add_error(None, _("You have many open links. Close one that is not needed any more first."))
        return None
    tokens = request.session.get(_TOKENS, {}) | {str(made.link.public_id): made.token}
    request.session[_TOKENS] = dict(list(tokens.items())[-_TOKENS_KEPT:])
    messages.success(request, _("The link is ready. Copy it below."))
    return redirect(reverse("record") + "#links")


def _shown(request: HttpRequest, link: RecordLink) -> Shown:
    token = request.session.get(_TOKENS, {}).get(str(link.public_id), "")
    is_open = link.is_open_on(timezone.localdate())
    address = settings.SITE_ADDRESS + reverse("shared_record", args=[token]) if token and is_open else ""
    return Shown(link=link, is_open=is_open, address=address)


@never_cache
@require_safe
def record_document(request: HttpRequest) -> HttpResponse:
    """Give the learner the record as PDF."""
    try:
        pdf = record_pdf(record_of(request.user, get_language(), with_name=True))
    except SigningRefused:
        return render(request, "certificates/unavailable.html", status=503)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="record.pdf"'},
    )


@require_POST
def record_link_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close one of the learner's own links. Raises Http404 for anybody else's."""
    if not close_link(learner=request.user, public_id=public_id):
        raise Http404
    messages.success(request, _("The link is closed. Whoever opens it now finds nothing."))
    return redirect(reverse("record") + "#links")


@never_cache
@require_safe
def shared_record(request: HttpRequest, token: str) -> HttpResponse:
    """Show a record to whoever has an open link; to all others the same page that says there is none."""
    if not limits.may_open_record(request):
        return _unlisted(render(request, "429.html", status=429))
    link = open_link(token)
    if link is None:
        return _unlisted(render(request, "certificates/record_gone.html", status=404))
    try:
        found = record_of(link.learner, get_language(), with_name=link.shows_name)
    except SigningRefused:
        return _unlisted(render(request, "certificates/unavailable.html", status=503))
    context = _said(found) | {"link": link}
    return _unlisted(render(request, "certificates/shared_record.html", context))


def _said(found: LearningRecord) -> dict:
    return {
        "record": found,
        "rows": [(course, course_state(course), lessons_done(course)) for course in found.courses],
        "hours": hours_in_all(found),
        "formula": formula_in_all(found),
        "today": timezone.localdate(),
    }


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keep search engines away, and the address from every page that is opened from here."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
