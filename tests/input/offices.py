"""The doors of the roof: what people tell of themselves, groups, invitations, certificates, messages."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from courses.api import create_cohort, invite
from courses.models import Cohort, Invitation, Membership
from lms.accounts.api import grant
from lms.accounts.models import Profile, SelfDescription
from lms.notices.links import token_for
from lms.notices.models import Silence
from tests.factories import make_learner
from tests.input.broken import Fields
from tests.input.parts import Door, browser

TABLES = (Profile, SelfDescription, Cohort, Invitation, Membership, Silence)
MYSELF = [
    ("display_name", "Ulugbek"),
    ("profession", ""),
    ("region", ""),
    ("organisation", ""),
    ("language", "en"),
]


class Offices:
    """A person with a profile, one without, and a coordinator with a group and a link into it."""

    def __init__(self, chance, course):
        self.chance, self.course = chance, course
        self.person, self.new, coordinator = make_learner(), make_learner(), make_learner()
        Profile.objects.create(user=self.person, display_name="Ulugbek")
        grant(coordinator, "coordinator")
        self.own, self.unknown, self.visitor = browser(self.person), browser(self.new), browser()
        self.leading = browser(coordinator)
        self.cohort = create_cohort(name="Autumn")
        self.last_day = timezone.localdate() + timedelta(days=10)
        self.link = invite(cohort=self.cohort, language="en", last_day=self.last_day, by=coordinator)

    def doors(self) -> list[Door]:
        """Return every door of these rooms."""
        return [*self._of_people(), *self._of_groups(), *self._of_certificates()]

    def _of_people(self) -> list[Door]:
        name = [("full_name", "Уста Айбек"), ("latin_name", "Usta Aybek"), ("action", "keep")]
        stopped = reverse("notices_off", args=[token_for(self.person)])
        return [
            self._door("profile", MYSELF),
            self._door("welcome", [*MYSELF, ("agreed", "on")], client=self.unknown),
            self._door("own_name", name),
            self._door("about_me", [("sex", "woman"), ("age_band", "35-44")]),
            self._door("notices", [("messages", "on")]),
            Door("notices_off", stopped, self.visitor, lambda: [("List-Unsubscribe", "One-Click")]),
            Door("notices_off, forged", stopped[:-3] + "x/", self.visitor, lambda: [("messages", "on")]),
        ]

    def _of_groups(self) -> list[Door]:
        day, token = self.last_day.isoformat(), self.link.token
        group = [
            ("name", "Winter"),
            ("place", "everywhere"),
            ("courses", str(self.course.key)),
            ("ends_on", day),
        ]
        asked = [("cohort", str(self.cohort.key)), ("language", "tg"), ("last_day", day), ("places", "3")]
        address = [("email", "somebody@example.org")]
        return [
            self._door("cohorts", group, client=self.leading),
            self._door("invitations", asked, client=self.leading),
            self._door("invitation_close", address, str(uuid4()), client=self.leading),
            self._door("cohort_delete", [("sure", "yes")], str(uuid4()), client=self.leading),
            self._door("join", address, token),
            self._door("join", address, token, client=self.visitor),
            self._door("leave_cohort", address, str(self.cohort.key)),
        ]

    def _of_certificates(self) -> list[Door]:
        statement = [("do", "check"), ("statement", "a.b"), ("signature", "x")]
        return [
            self._door("certificate_claim", [("sure", "yes")], str(self.course.key)),
            self._door("certificate_name", [("show_name", "yes")], str(uuid4())),
            self._door("certificate_renew", [("sure", "yes")], str(uuid4())),
            self._door("report", [("first", "2026-01"), ("last", "2026-03")], client=self.leading),
            self._door("withdrawal", [("reason", "mistake")], client=self.leading),
            self._door("verify", [("name", "Usta Aybek")], "ABCD-EFGH-JKMN", client=self.visitor),
            self._door("verify_specimen", statement, client=self.visitor),
        ]

    def _door(self, name: str, fields: Fields, *args, client=None) -> Door:
        return Door(name, reverse(name, args=args), client or self.own, lambda: fields)

    def kept(self) -> dict:
        """Return all that a refused request must leave as it was."""
        rows = {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}
        return rows | {"people": get_user_model().objects.count()}
