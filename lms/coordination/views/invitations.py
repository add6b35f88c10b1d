"""Links into a group: made, shown, counted and closed by the coordinator who sends them."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.api import MadeInvitation, close_invitation, cohorts_within, invitations_by
from courses.models import Cohort, Invitation
from lms.accounts.api import profile_of
from lms.coordination.cohorts import reach_of
from lms.coordination.forms import InvitationForm
from lms.coordination.groups import make_link
from lms.coordination.sharing import link_of

INVITATIONS_ON_A_PAGE = 30
_LANGUAGES = dict(settings.LANGUAGES)
# The table holds hashes only. A link can be read again for as long as its maker's session lives,
# and no longer than the newest twenty.
_LINKS = "invitation_links"
_LINKS_KEPT = 20


@dataclass(frozen=True)
class Shown:
    """One invitation as its maker sees it; ``link`` is empty once the session that made it is over."""

    invitation: Invitation
    language: str
    is_open: bool
    link: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Show one's own invitations with how many joined, and make a new one."""
    cohorts = list(cohorts_within(reach_of(request.user)))
    if not cohorts:
        return redirect("cohorts")
    form = InvitationForm(request.POST or None, cohorts=cohorts, initial=_wanted(request, cohorts))
    if form.is_valid():
        made = _made(request, form)
        return redirect(f"{reverse('invitations')}?made={made.invitation.public_id}")
    page = Paginator(invitations_by(request.user), INVITATIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [_shown(request, invitation) for invitation in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "made": next((row for row in rows if _is_just_made(request, row)), None),
        "own_name": profile_of(request.user).display_name,
    }
    return render(request, "coordination/invitations.html", context, status=422 if form.errors else 200)


def _wanted(request: HttpRequest, cohorts: list[Cohort]) -> dict[str, str | None]:
    """Return the group one comes from, and its language where it has one."""
    wanted = request.GET.get("cohort")
    language = next((cohort.language for cohort in cohorts if str(cohort.key) == wanted), "")
    return {"cohort": wanted} | ({"language": language} if language else {})


def _made(request: HttpRequest, form: InvitationForm) -> MadeInvitation:
    made = make_link(
        cohort=form.chosen_cohort,
        language=form.cleaned_data["language"],
        last_day=form.cleaned_data["last_day"],
        places=form.cleaned_data["places"],
        by=request.user,
    )
    links = request.session.get(_LINKS, {}) | {str(made.invitation.public_id): made.token}
    request.session[_LINKS] = dict(list(links.items())[-_LINKS_KEPT:])
    return made


def _is_just_made(request: HttpRequest, row: Shown) -> bool:
    return bool(row.link) and str(row.invitation.public_id) == request.GET.get("made")


def _shown(request: HttpRequest, invitation: Invitation) -> Shown:
    token = token_in(request, invitation)
    is_open = invitation.is_open_on(timezone.localdate())
    return Shown(
        invitation=invitation,
        language=_LANGUAGES.get(invitation.language, invitation.language),
        is_open=is_open,
        link=link_of(token, invitation.language) if token and is_open else "",
    )


def token_in(request: HttpRequest, invitation: Invitation) -> str:
    """Return what the link of an invitation carries; "" once the session that made it is over."""
    return request.session.get(_LINKS, {}).get(str(invitation.public_id), "")


@require_POST
def invitation_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close an invitation of one's own; who has joined stays. Raises Http404 for anybody else's."""
    if not close_invitation(public_id=public_id, by=request.user):
        raise Http404
    messages.success(request, _("The invitation is closed. Who has joined stays in the group."))
    return redirect("invitations")
