"""The doors of the roof: what people tell of themselves, groups, invitations, certificates, messages."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from courses.api import EventPlan, create_cohort, invite, make_event
from courses.models import Attendance, Cohort, Event, Invitation, Membership
from lms.accounts.api import grant
from lms.accounts.models import Profile, SelfDescription
from lms.certificates.models import AwardRule, IssuerBlock, RecordLink
from lms.certificates.observation.actions import ask_for_observation
from lms.coordination.models import Asked, AskingDay, HandOver, KindMessage
from lms.notices.links import token_for
from lms.notices.models import Silence
from tests.certificates.ladder import CODE, deep_course, good_marks
from tests.factories import make_learner
from tests.input.broken import Fields
from tests.input.parts import Door, browser

GROUPS = (Cohort, Invitation, Membership, Event, Attendance, Asked, AskingDay, HandOver, KindMessage)
TABLES = (Profile, SelfDescription, *GROUPS, Silence, AwardRule, RecordLink, IssuerBlock)
MYSELF = [
    ("display_name", "Ulugbek"),
    ("profession", ""),
    ("region", ""),
    ("organisation", ""),
    ("language", "en"),
]


class Offices:
    """A person with a profile, one without, and a coordinator with a group, a link into it and an event."""

    def __init__(self, chance, course):
        self.chance, self.course = chance, course
        self.person, self.new, coordinator = make_learner(), make_learner(), make_learner()
        Profile.objects.create(user=self.person, display_name="Ulugbek")
        grant(coordinator, "coordinator")
        self.own, self.unknown, self.visitor = browser(self.person), browser(self.new), browser()
        self.leading = browser(coordinator)
        deep_course()
        operator = make_learner()
        grant(operator, "operator")
        self.watching = browser(operator)
        self.wish = ask_for_observation(learner=self.person, competency_code=CODE, raters=1)
        self.cohort = create_cohort(name="Autumn")
        self.last_day = timezone.localdate() + timedelta(days=10)
        self.event = make_event(
            self.cohort, EventPlan("call", "Listening", timezone.now(), 60, "Asia/Almaty")
        )
        self.link = invite(cohort=self.cohort, language="en", last_day=self.last_day, by=coordinator)

    def doors(self) -> list[Door]:
        """Return every door of these rooms."""
        groups = [*self._of_groups(), *self._of_one_group(), *self._of_events()]
        return [*self._of_people(), *groups, *self._of_certificates()]

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

    def _of_events(self) -> list[Door]:
        event = [
            *[("cohort", str(self.cohort.key)), ("kind", "seminar"), ("title", "Words first")],
            *[("day", self.last_day.isoformat()), ("begins", "10:00"), ("ends", "12:30")],
            *[("zone", "Asia/Bishkek"), ("place", "Chuy 1"), ("link", "https://call.example/x")],
            *[("led_by", "Aigul"), ("counts_for", str(self.course.key))],
        ]
        ticked = [("here", "0" * 16), ("was", "1" * 16), ("do", "close")]
        key = str(self.event.key)
        return [
            self._door("events", event, client=self.leading),
            self._door("event_change", event, key, client=self.leading),
            self._door("event_list", ticked, key, client=self.leading),
            self._door("event_cancel", [("sure", "yes")], str(uuid4()), client=self.leading),
            self._door("event_sign_in", [("code", "ABC-DEF")]),
            self._door("event_strike", [("sure", "yes")], key),
        ]

    def _of_one_group(self) -> list[Door]:
        key, day = str(self.cohort.key), self.last_day.isoformat()
        rows = [("rows", "aigul@example.org;ru\nbek@example.org"), ("language", "tg"), ("last_day", day)]
        changed = [("name", "Spring"), ("language", "ky"), ("starts_on", ""), ("ends_on", day)]
        return [
            self._door("cohort_ask", rows, key, client=self.leading),
            self._door("cohort_week", [("text", "no hurry")], key, client=self.leading),
            self._door("cohort_manage", changed, key, client=self.leading),
            self._door("cohort_offer", [("email", "somebody@example.org")], key, client=self.leading),
            self._door("offer_answer", [("do", "take")], str(uuid4()), client=self.leading),
        ]

    def _of_certificates(self) -> list[Door]:
        day = timezone.localdate().isoformat()
        ticked = [(f"mark-{each}", mark) for each, mark in good_marks().items()]
        ticked += [("setting", "role-play"), ("seen_on", day)]
        rule = [("least_percent", "85"), ("valid_months", "24"), ("valid_from", day), ("do", "preview")]
        statement = [("do", "check"), ("statement", "a.b"), ("signature", "x")]
        issuer = [("name_en", "House"), ("kept_logo", ""), ("register_prefix", "H"), ("do", "save")]
        return [
            self._door("certificate_claim", [("sure", "yes")], str(self.course.key)),
            self._door("certificate_name", [("show_name", "yes")], str(uuid4())),
            self._door("certificate_renew", [("sure", "yes")], str(uuid4())),
            self._door("target", self._needed(), client=self.leading),
            self._door("target_end", self._needed()[:3], client=self.leading),
            self._door("rung_claim", [("sure", "yes")], CODE, "knowledge-certified"),
            self._door("observation_ask", [("raters", "2")], CODE),
            self._door("observation_close", [("sure", "yes")], str(uuid4())),
            self._door("observe", ticked, str(self.wish.public_id), client=self.watching),
            self._door("award_rule", rule, CODE, "knowledge-certified", client=self.watching),
            self._door("certificate_print", [("may_print", "yes")], str(uuid4())),
            self._door("certificate_issuer", issuer, client=self.watching),
            self._door("record", [("days", "30"), ("shows_name", "on")]),
            self._door("record_link_close", [("sure", "yes")], str(uuid4())),
            self._door("report", [("first", "2026-01"), ("last", "2026-03")], client=self.leading),
            self._door("withdrawal", [("reason", "mistake")], client=self.leading),
            self._door("verify", [("name", "Usta Aybek")], "ABCD-EFGH-JKMN", client=self.visitor),
            self._door("verify_specimen", statement, client=self.visitor),
        ]

    def _needed(self) -> list[tuple[str, str]]:
        work = [("place", "UZ-SU"), ("profession", "teacher"), ("competency", "listening")]
        return [*work, ("number", "3"), ("basis", "one each"), ("source", "Plan")]

    def _door(self, name: str, fields: Fields, *args, client=None) -> Door:
        return Door(name, reverse(name, args=args), client or self.own, lambda: fields)

    def kept(self) -> dict:
        """Return all that a refused request must leave as it was."""
        rows = {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}
        return rows | {"people": get_user_model().objects.count()}
