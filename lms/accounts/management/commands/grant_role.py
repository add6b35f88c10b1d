"""Grants a role to somebody, or takes it back."""

from django.core.management import BaseCommand, CommandError

from lms.accounts.actions import grant, withdraw
from lms.accounts.models import User
from lms.accounts.rules import (
    COHORT,
    COUNTRY,
    COURSE,
    EVERYWHERE,
    REGION,
    SCOPES_OF_ROLE,
    ScopeNotAllowed,
)


class Command(BaseCommand):
    """``manage.py grant_role anna@example.org coordinator --country UZ``."""

    help = "Grants a role to an account that exists; --withdraw takes it back."

    def add_arguments(self, parser):
        """Who, which role, and where."""
        parser.add_argument("email")
        parser.add_argument("role", choices=sorted(SCOPES_OF_ROLE))
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--country", help="two letters, for example UZ")
        place.add_argument("--region", help="for example UZ-TK")
        place.add_argument("--course", help="the course's key")
        place.add_argument("--cohort", help="the cohort's key, as its page's address ends")
        parser.add_argument("--withdraw", action="store_true")

    def handle(self, *args, **options):
        """Raise CommandError for an unknown address or a place the role cannot have."""
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Nobody has signed up with {options['email']}.")
        scope, value = _place(options)
        change = withdraw if options["withdraw"] else grant
        try:
            change(user, options["role"], scope, value)
        except ScopeNotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        done = "no longer holds" if options["withdraw"] else "holds"
        self.stdout.write(
            f"{user.email} {done} the role {options['role']} ({scope} {value}).".replace(" )", ")")
        )


def _place(options: dict) -> tuple[str, str]:
    for scope in (COUNTRY, REGION, COURSE, COHORT):
        if options[scope]:
            return scope, options[scope]
    return EVERYWHERE, ""
