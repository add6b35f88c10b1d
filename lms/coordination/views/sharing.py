"""An invitation of one's own to pass on: texts, links to messengers, and a notice for the wall."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.api import invitations_by
from courses.models import Invitation
from lms.certificates.api import qr_code
from lms.coordination.asking import told_of
from lms.coordination.sharing import link_of, words_of
from lms.coordination.views.invitations import token_in


@never_cache
@require_safe
def invitation_share(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the invitation in six languages, ready to copy. Raises Http404 for anybody else's."""
    invitation, token = _readable_or_404(request, public_id)
    if not token:
        return redirect("invitations")
    context = {
        "invitation": invitation,
        "words": words_of(invitation, token),
        "qr": _drawn(link_of(token, invitation.language)),
    }
    return render(request, "coordination/invitation_share.html", context)


@never_cache
@require_safe
def invitation_poster(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a notice to print, in the language of the invitation. Raises Http404 for anybody else's."""
    invitation, token = _readable_or_404(request, public_id)
    if not token:
        return redirect("invitations")
    link = link_of(token, invitation.language)
    with translation.override(invitation.language):
        context = told_of(invitation.cohort, invitation.created_by, invitation.language)
        context |= {"invitation": invitation, "link": link, "qr": _drawn(link)}
        return render(request, "coordination/invitation_poster.html", context)


def _drawn(link: str) -> str:
    # Drawn by us out of an address that we made: nothing in it was typed by anybody.
    return mark_safe(qr_code(link))


def _readable_or_404(request: HttpRequest, public_id: UUID) -> tuple[Invitation, str]:
    """Return an invitation and its token, "" where it is over or the session that made it is."""
    found = invitations_by(request.user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    is_open = found.is_open_on(timezone.localdate())
    return found, token_in(request, found) if is_open else ""
