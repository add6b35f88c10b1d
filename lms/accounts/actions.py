"""What changes people and their roles. Each is one transaction."""

from allauth.account.models import EmailAddress
from celery import shared_task
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from courses.api import move_learner
from lms.accounts import permissions
from lms.accounts.models import Profile, RoleGrant, User
from lms.accounts.queries import forget_roles, roles_of
from lms.accounts.rules import EVERYWHERE, OPERATOR, RoleScope, check_scope


@transaction.atomic
def grant(
    user: User, role: str, scope: str = EVERYWHERE, scope_value: str = "", *, by: User | None = None
) -> RoleGrant:
    """Grant a role for a place; granting twice changes nothing.

    ``by`` is the person who grants, who must be an operator; None is the command line.
    Raises ScopeNotAllowed and PermissionDenied.
    """
    place = RoleScope(scope, scope_value)
    check_scope(role, place)
    _require_operator(by)
    found, _created = RoleGrant.objects.get_or_create(
        user=user, role=role, scope=scope, scope_value=scope_value, defaults={"granted_by": by}
    )
    _join_groups(user)
    return found


@transaction.atomic
def withdraw(
    user: User, role: str, scope: str = EVERYWHERE, scope_value: str = "", *, by: User | None = None
) -> bool:
    """Take a role back; it no longer holds at the next request. Returns whether there was one."""
    _require_operator(by)
    deleted, _rows = RoleGrant.objects.filter(
        user=user, role=role, scope=scope, scope_value=scope_value
    ).delete()
    _join_groups(user)
    return bool(deleted)


def _require_operator(by: User | None) -> None:
    if by is not None and OPERATOR not in roles_of(by):
        raise PermissionDenied


def _join_groups(user: User) -> None:
    """Put a person in exactly the groups their grants ask for; groups that are no role's stay."""
    grants = RoleGrant.objects.filter(user=user).values_list("role", "scope", "scope_value")
    wanted = [permissions.group_for(role, RoleScope(scope, value)) for role, scope, value in grants]
    others = [group for group in user.groups.all() if not permissions.is_role_group(group.name)]
    user.groups.set([*others, *filter(None, wanted)])
    forget_roles(user)


def end_all_sessions(user: User) -> None:
    """Sign a person out everywhere; each session ends at its next request."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


@shared_task(name="accounts.forget_expired_sessions")
def forget_expired_sessions() -> int:
    """Delete sessions whose time is over. Returns how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def join(email: str) -> User:
    """Make the account of an address that somebody has shown to be theirs; an existing one is returned."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email)
            EmailAddress.objects.create(user=user, email=email, primary=True)
            return user
    except IntegrityError:
        # Another window was first; the address has one account all the same.
        return User.objects.get(email=email)


@transaction.atomic
def introduce(profile: Profile, *, consent_version: str = "") -> None:
    """Keep what a person told about their work, and the version of the consent text they agreed to."""
    if consent_version:
        profile.consent_version, profile.consented_at = consent_version, timezone.now()
    profile.save()
    move_learner(learner=profile.user, profession_id=profile.profession_id, region_id=profile.region_id)


@transaction.atomic
def rename(profile: Profile, *, full_name: str, latin_name: str) -> None:
    """Seal a person's name in both scripts. Certificates already made keep the name they carry."""
    profile.full_name, profile.latin_name = full_name, latin_name
    profile.save()
