"""Who a visitor of the demo can be, and three things to try as each of them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.rules import (
    COORDINATOR,
    DEMO_ADDRESS,
    OPERATOR,
    PRACTITIONER,
    REVIEWER,
    TRAINER,
)


@dataclass(frozen=True)
class Step:
    """One step of an errand: a sentence, and the address where it is done."""

    text: str | Promise
    route: str
    arguments: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address, in the language that is active now."""
        return reverse(self.route, args=self.arguments)


@dataclass(frozen=True)
class Guise:
    """A demo person as the bar offers them: role, its name, where they begin, their errand."""

    role: str
    name: str | Promise
    begins_at: str
    steps: tuple[Step, ...]


GUISES = (
    Guise(
        PRACTITIONER,
        _("practitioner"),
        "learn",
        (
            Step(_("Read one lesson and answer its question."), "lesson", ("common-core", "core-02")),
            Step(_("Begin the test, and answer something wrong: see what it tells you."), "test",
                 ("common-core",)),
            Step(_("Change one letter of a certificate, and check it."), "verify_specimen"),
        ),
    ),
    Guise(
        TRAINER,
        _("trainer"),
        "wagtailadmin_home",
        (
            Step(_("Open a lesson in the workshop and change one sentence."), "wagtailadmin_explore_root"),
            Step(_("Hand it in: the button stands at the foot of the page."), "wagtailadmin_home"),
            Step(_("Read the lesson as learners do: the old sentence is still there."), "catalogue"),
        ),
    ),
    Guise(
        REVIEWER,
        _("reviewer"),
        "wagtailadmin_home",
        (
            Step(_("See what waits for a second person (as trainer, hand something in before)."),
                 "wagtailadmin_home"),
            Step(_("Read what has changed, and sign it."), "wagtailadmin_home"),
            Step(_("Read it on the site: now it is there."), "catalogue"),
        ),
    ),
    Guise(
        COORDINATOR,
        _("coordinator"),
        "coordination",
        (
            Step(_("See where in Uzbekistan people are missing, open one of them and set another target."),
                 "coordination"),
            Step(_("Open the invented group: here, and only here, you see names."), "cohorts"),
            Step(_("Make a link that invites somebody to it, and open it on another phone."), "invitations"),
        ),
    ),
    Guise(
        OPERATOR,
        _("operator"),
        "home",
        (
            Step(_("Ask the site whether it is well."), "readyz"),
            Step(_("Read the mail the site would have sent."), "demo_mail"),
            Step(_("See where people are missing in all four countries."), "coordination"),
        ),
    ),
)  # fmt: skip


def guise_of(role: str) -> Guise | None:
    """Return the guise of a role; None for a role nobody can take on."""
    return next((guise for guise in GUISES if guise.role == role), None)


def current_guise(request: HttpRequest) -> Guise | None:
    """Return whom the visitor is on the demo; None for a stranger or an account of their own."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.email.endswith(DEMO_ADDRESS):
        return None
    return guise_of(user.email.removesuffix(DEMO_ADDRESS))
