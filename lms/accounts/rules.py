"""What a role may be granted for, which places a grant covers, and how names are written. Pure Python."""

from typing import NamedTuple
from uuid import UUID

ANONYMOUS, PRACTITIONER = "anonymous", "practitioner"
TRAINER, REVIEWER, COORDINATOR, OPERATOR = "trainer", "reviewer", "coordinator", "operator"
OBSERVER, FACILITATOR = "observer", "facilitator"
EVERYWHERE, COUNTRY, REGION, COURSE, COHORT = "everywhere", "country", "region", "course", "cohort"

# Every role a request can come with, as tables and tests name them.
ROLES = (ANONYMOUS, PRACTITIONER, TRAINER, REVIEWER, OBSERVER, FACILITATOR, COORDINATOR, OPERATOR)

SCOPES_OF_ROLE = {
    TRAINER: {EVERYWHERE, COURSE},
    # The signature is asked for without a place, so a reviewer signs everywhere or nowhere.
    REVIEWER: {EVERYWHERE},
    OBSERVER: {EVERYWHERE, COUNTRY, REGION},
    FACILITATOR: {EVERYWHERE},
    COORDINATOR: {EVERYWHERE, COUNTRY, REGION, COHORT},
    OPERATOR: {EVERYWHERE},
}

DEMO_ADDRESS = "@demo.example"


class ScopeNotAllowed(ValueError):
    """The role cannot be granted for that kind of place."""


class RoleScope(NamedTuple):
    """Where a role holds: everywhere, or one country, region (ISO codes), course or cohort (key)."""

    scope: str = EVERYWHERE
    value: str = ""

    @property
    def is_everywhere(self) -> bool:
        """Whether no place is left out."""
        return self.scope == EVERYWHERE

    @property
    def country(self) -> str:
        """The country's code, or "" where the scope is no country."""
        return self.value if self.scope == COUNTRY else ""

    @property
    def region(self) -> str:
        """The region's code, or "" where the scope is no region."""
        return self.value if self.scope == REGION else ""

    def covers(self, places: dict[str, str]) -> bool:
        """Return whether the scope reaches an object that lies in ``places`` (kind of place -> value)."""
        return self.is_everywhere or places.get(self.scope) == self.value


def check_scope(role: str, scope: RoleScope) -> None:
    """Refuse a scope that the role cannot have, or one without its place. Raises ScopeNotAllowed."""
    if scope.scope not in SCOPES_OF_ROLE.get(role, set()):
        raise ScopeNotAllowed(f"The role {role} cannot be granted for a {scope.scope}.")
    if scope.is_everywhere == bool(scope.value):
        raise ScopeNotAllowed("A place needs its code, and everywhere has none.")
    if scope.scope == COHORT and not _is_key(scope.value):
        raise ScopeNotAllowed("A cohort is named by its key, as it stands in its page's address.")


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def is_demo_address(email: str) -> bool:
    """Return whether an address belongs to the invented people of the demo."""
    return email.lower().endswith(DEMO_ADDRESS)


_NAMES_ARE_IN = {"KZ": "kk", "KG": "ky", "TJ": "tg", "UZ": "uz"}


def language_of_name(*, site_language: str, country: str) -> str:
    """Return in which language to read a person's name.

    Many read the site in Russian or English and are called Айгүл all the same; there the country
    where they work tells more.
    """
    is_shared = site_language in ("en", "ru")
    return _NAMES_ARE_IN.get(country, site_language) if is_shared else site_language


def typed_name(text: str) -> str:
    """Return a name as typed, with the spaces around and between its parts made single."""
    return " ".join(text.split())
