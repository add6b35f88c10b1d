"""Joining a cohort by an invitation: which one still stands, and the wish that waits for a sign-in."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.api import InvitationOver, accept_invitation, invitation_by_id
from courses.models import Cohort, Invitation
from lms.accounts.models import User
from lms.accounts.sessions import wish_to_join


def is_standing(invitation: Invitation) -> bool:
    """Return whether somebody may join: it is open, and whoever made it still coordinates the cohort."""
    if not invitation.is_open_on(timezone.localdate()):
        return False
    return invitation.created_by.has_perm("courses.view_cohort", invitation.cohort)


def join_by(request: HttpRequest, user: User, invitation: Invitation) -> Cohort:
    """Let a person join, and tell them so on the next page. Raises InvitationOver."""
    if not is_standing(invitation):
        raise InvitationOver
    if accept_invitation(learner=user, invitation=invitation):
        told = _("You have joined the group “%(name)s”. You can leave it at any time under Account.")
        messages.success(request, told % {"name": invitation.cohort.name})
    return invitation.cohort


def fulfil_wish(request: HttpRequest, user: User) -> None:
    """Join what the person asked to join before they signed in.

    Where the invitation is over by now nothing happens; its own page, where they go next, says so.
    """
    wanted = wish_to_join(request, user.email)
    invitation = invitation_by_id(wanted) if wanted else None
    if invitation is None:
        return
    try:
        join_by(request, user, invitation)
    except InvitationOver:
        return
