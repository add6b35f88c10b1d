"""Who somebody is here: their profile, their roles, and where these hold."""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from wagtail.models import Page

from lms.accounts.consent import CONSENT_VERSION
from lms.accounts.deciding import Audience
from lms.accounts.models import Profile, RoleGrant, User
from lms.accounts.rules import COHORT, COORDINATOR, COUNTRY, COURSE, EVERYWHERE, OPERATOR, REGION, RoleScope

_GRANTS_KEPT_AS = "_role_grants"
# Asked at every page that is not for everybody: written out, it takes a tenth of the time.
_GRANTS = (
    "SELECT role, scope, scope_value FROM accounts_rolegrant WHERE user_id = %s ORDER BY scope, scope_value"
)


def roles_of(user) -> Audience:
    """Return the names of all roles granted to a person."""
    if not user.is_authenticated:
        return frozenset()
    granted = {role for role, _scope in _grants_of(user)}
    if user.is_superuser:
        granted.add(OPERATOR)
    return frozenset(granted)


def _grants_of(user) -> tuple[tuple[str, RoleScope], ...]:
    """Return every (role, where) granted to a person. One query, kept with the user object."""
    if not hasattr(user, _GRANTS_KEPT_AS):
        with connection.cursor() as cursor:
            cursor.execute(_GRANTS, [user.pk])
            rows = cursor.fetchall()
        setattr(user, _GRANTS_KEPT_AS, tuple((role, RoleScope(scope, value)) for role, scope, value in rows))
    return getattr(user, _GRANTS_KEPT_AS)


def forget_roles(user) -> None:
    """Let the next question about a person's roles go to the database."""
    for kept in (
        _GRANTS_KEPT_AS,
        "_perm_cache",
        "_group_perm_cache",
        "_user_perm_cache",
        "_page_permission_cache",
    ):
        vars(user).pop(kept, None)


def scopes_of(user, role: str) -> tuple[RoleScope, ...]:
    """Return where somebody holds a role; empty when they do not.

    An operator holds every role everywhere, and a superuser is one. Once everywhere is among the
    grants, it stands alone.
    """
    if user.is_superuser:
        return (RoleScope(),)
    scopes = tuple(scope for granted, scope in _grants_of(user) if granted in {role, OPERATOR})
    everywhere = tuple(scope for scope in scopes if scope.is_everywhere)
    return everywhere[:1] or scopes


def places_of(thing) -> dict[str, str]:
    """Return in which country, region, course or cohort a thing lies; empty for what lies nowhere.

    Takes a Region, a Country, a Cohort, anything with a ``region``, a page inside a course, or a
    course key.
    """
    if isinstance(thing, UUID):
        return {COURSE: str(thing)}
    if isinstance(thing, Page):
        return _places_of_page(thing)
    label = getattr(getattr(thing, "_meta", None), "label", "")
    if label == "courses.Country":
        return {COUNTRY: thing.code}
    if label == "courses.Cohort":
        country = {COUNTRY: thing.country.code} if thing.country else {}
        return {COHORT: str(thing.key)} | country | _places_of_region(thing.region)
    return _places_of_region(thing if label == "courses.Region" else getattr(thing, "region", None))


def _places_of_region(region) -> dict[str, str]:
    return {REGION: region.code, COUNTRY: region.country.code} if region else {}


def _places_of_page(page: Page) -> dict[str, str]:
    course = apps.get_model("courses", "CoursePage")
    found = course.objects.ancestor_of(page, inclusive=True).values_list("translation_key", flat=True).first()
    return {COURSE: str(found)} if found else {}


def people_with_role(role: str) -> QuerySet:
    """Return the open accounts to which a role was granted, wherever. Operators are not among them."""
    return User.objects.filter(is_active=True, role_grants__role=role).order_by("pk").distinct()


def coordinators_of(thing) -> list[str]:
    """Return what people are called who coordinate where a thing lies; "" for those without a name.

    Operators, who hold every role, are not among them. One query.
    """
    reached = Q(scope=EVERYWHERE)
    for kind, value in places_of(thing).items():
        reached |= Q(scope=kind, scope_value=value)
    grants = RoleGrant.objects.filter(reached, role=COORDINATOR, user__is_active=True)
    names = grants.values_list("user_id", "user__profile__display_name").distinct()
    return sorted(name or "" for _user, name in names)


def profile_of(user: User) -> Profile:
    """Return a person's profile; an empty, unsaved one where nothing has been told yet."""
    try:
        return user.profile
    except Profile.DoesNotExist:
        return Profile(user=user)


def shown_profiles(person_ids: QuerySet) -> QuerySet:
    """Return what members of a cohort have agreed to show its coordinator, by name.

    Rows of user, display_name, profession and region (ids); never an address, never a full name.
    """
    found = Profile.objects.filter(user__in=person_ids).order_by(Lower("display_name"), "pk")
    return found.values("user_id", "display_name", "profession_id", "region_id")


def counted_people() -> QuerySet:
    """Return the ids of open accounts that let themselves be counted, for use inside another query."""
    return Profile.objects.filter(is_counted=True, user__is_active=True).values("user_id")


def reachable_people(person_ids: Iterable[int]) -> QuerySet:
    """Return those of these accounts that are open and whose address was confirmed, with where they work."""
    confirmed = {"emailaddress__verified": True, "emailaddress__email": F("email")}
    open_ones = User.objects.filter(pk__in=list(person_ids), is_active=True, **confirmed)
    return open_ones.select_related("profile__region__country").distinct()


def is_welcome_due(user: User) -> bool:
    """Return whether a person has yet to introduce themselves, or to read a consent text that changed."""
    return profile_of(user).consent_version != CONSENT_VERSION
