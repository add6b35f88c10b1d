"""Who may what, by route and method: the words of the role table, and the decision for one request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

Audience = frozenset[str]

# Practitioner means any account: who holds another role is one too.
ANYBODY: Audience = frozenset({"anonymous", "practitioner"})
ACCOUNTS: Audience = frozenset({"practitioner"})
AUTHORS: Audience = frozenset({"trainer", "reviewer", "operator"})
WRITERS: Audience = frozenset({"trainer", "operator"})
SIGNERS: Audience = frozenset({"reviewer", "operator"})
COORDINATORS: Audience = frozenset({"coordinator", "operator"})
OBSERVERS: Audience = frozenset({"observer", "operator"})
OPERATORS: Audience = frozenset({"operator"})


class Decision(Enum):
    """What becomes of a request before its view is asked."""

    ALLOW = "allow"
    SIGN_IN = "sign in"
    FORBID = "forbid"
    HIDE = "hide"
    NOT_ALLOWED = "method not allowed"


@dataclass(frozen=True)
class Rule:
    """Who may, by method. No method at all means that the door is closed: 404 for everybody."""

    methods: Mapping[str, Audience]
    # False where the answer is the same for everybody and the session is never looked at.
    is_personal: bool = True

    def audience(self, method: str) -> Audience | None:
        """Return who may use ``method``; None when nobody may. HEAD goes with GET."""
        return self.methods.get("GET" if method == "HEAD" else method)

    @property
    def is_for_staff(self) -> bool:
        """Whether only people with a granted role come here."""
        return bool(self.methods) and not any(ANYBODY & who for who in self.methods.values())

    @property
    def allowed_methods(self) -> list[str]:
        """Return the methods as the Allow header names them."""
        return sorted({*self.methods, "HEAD"} if "GET" in self.methods else self.methods)


def reads(who: Audience) -> Rule:
    """Only looked at."""
    return Rule({"GET": who})


def writes(who: Audience) -> Rule:
    """Only posted to."""
    return Rule({"POST": who})


def forms(who: Audience) -> Rule:
    """Shown and posted to."""
    return Rule({"GET": who, "POST": who})


CLOSED = Rule({})
IMPERSONAL = Rule({"GET": ANYBODY}, is_personal=False)
# The CMS asks Wagtail's permissions inside; here stands only who comes in at all.
CMS = forms(AUTHORS)
CMS_OF_OPERATORS = forms(OPERATORS)


def decide(rule: Rule, method: str, *, is_signed_in: bool, roles: Callable[[], Audience]) -> Decision:
    """Decide one request. ``roles`` is asked only where an account alone is not enough."""
    if not rule.methods:
        return Decision.HIDE
    audience = rule.audience(method)
    if audience is None:
        return Decision.NOT_ALLOWED
    if "anonymous" in audience:
        return Decision.ALLOW
    if not is_signed_in:
        return Decision.SIGN_IN
    if "practitioner" in audience or audience & roles():
        return Decision.ALLOW
    return Decision.FORBID
