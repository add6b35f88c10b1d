"""The doors beside lessons and end test: checks, refreshers, desks, worksheets, talk, the trainer's pages."""

import uuid
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from assessments.checks.taking import PRE, key_of_check
from assessments.models import Attempt, Question, Refresher, RefresherPause, Regrade, ReservedForm
from assessments.publishing import publish_new
from assessments.refreshers.links import token_of
from casestudies.api import DiscussionPlan, write_discussions
from casestudies.discussion import rules
from casestudies.models import Contribution, Discussion
from courses.activities.runtimes.xblock.framing import sign_pass
from courses.api import Outcome, courses_on_shelf, enrol, published_version, record_outcome
from courses.models import ActivityState, BlockState, Enrolment, ModulePage, OutcomeRecord
from lms.accounts.api import grant
from tests.block_parts import acid, make_exercise, sorting
from tests.factories import (
    make_course,
    make_learner,
    make_lesson,
    make_wording,
    make_worksheet,
    publish,
    right_answer,
    wrong_answer,
)
from tests.input.broken import Fields
from tests.input.parts import Door, browser, pairs, told_question

TEXTS = [
    "We ask for a task.",
    "Ring +996 555 12 34 56",
    "words " * 400,
    "A boy of ten, his father killed in X.",
]
CHECKED = ("single", "multiple", "order", "short")
NO_FIELDS: Fields = [("csrfmiddlewaretoken", "x")]


class Annex:
    """A second course with both checks and every other activity.

    A newcomer has done nothing in it, a graduate everything; a trainer moderates it and grades anew.
    """

    def __init__(self, chance, practice: list[Question]):
        self.chance, self.practice = chance, practice
        self.newcomer, self.graduate, self.trainer = make_learner(), make_learner(), make_learner()
        grant(self.trainer, "operator")
        self.visitor, self.own = browser(), browser(self.newcomer)
        self.finished, self.staff = browser(self.graduate), browser(self.trainer)
        self._build()
        asked = (*practice, *self.formed)
        self.answers = {str(each.translation_key): (right_answer(each), wrong_answer(each)) for each in asked}
        self.codes = {str(each.translation_key): each.code for each in asked}
        self._finish_the_test()
        self.refresher = self._make_refresher()
        self.ids = {"own": uuid4(), "other": uuid4()}
        self.renew()

    def _build(self) -> None:
        self.course = make_course(lessons=0, questions=1)
        module = ModulePage.objects.child_of(self.course.page).get()
        discussion = uuid4()
        write_discussions(
            [DiscussionPlan(discussion, uuid4(), "odd-talk", "How can neighbours help?", "Say.")]
        )
        self.discussion = Discussion.objects.get(translation_key=discussion)
        self.desk, self.sheet = make_wording("odd-wording"), make_worksheet("odd-worksheet")
        self.exercise = make_exercise(sorting(), code="odd-sorting")
        self.framed = make_exercise(acid(), code="odd-acid")
        placed = [self.desk, self.sheet, self.discussion, self.exercise, self.framed]
        self.lesson = make_lesson(module, practice=placed)
        forms = [ReservedForm.objects.create(pool=self.course.pool, letter=letter) for letter in "ab"]
        self.formed = [
            told_question(kind, f"form-{kind}-{form.letter}", form=form) for form in forms for kind in CHECKED
        ]
        publish_new(self.formed)

    def _finish_the_test(self) -> None:
        """Let the graduate finish everything, and correct the key of a question afterwards."""
        slug, self.asked = self.course.slug, self.course.questions[0]
        self.finished.post(reverse("test_begin", args=[slug]))
        attempt = Attempt.objects.get(learner=self.graduate)
        fields = {
            f"{name}-{self.asked.translation_key}": value for name, value in wrong_answer(self.asked).items()
        }
        sent = {"attempt": str(attempt.public_id), "sure": "yes", **fields}
        self.finished.post(reverse("test_finish", args=[slug]), sent)
        for block in self.asked.choices:
            block.value["is_right"] = not block.value["is_right"]
        self.asked.kind = "multiple"
        publish(self.asked)
        course = courses_on_shelf(published_version(), "en")[slug]
        self._done(self.graduate, key_of_check(course, PRE))
        Enrolment.objects.filter(learner=self.graduate).update(completed_at=timezone.now())

    def _done(self, learner, key: uuid.UUID) -> None:
        done = Outcome(activity_key=key, completed=True)
        record_outcome(learner=learner, course_key=self.course.key, outcome=done, idempotency_key=uuid4())

    def _make_refresher(self) -> Refresher:
        asked = [each for each in self.practice if each.kind != "rating"]
        today = timezone.localdate()
        return Refresher.objects.create(
            learner=self.graduate, course_key=self.course.key, module_key=self.lesson.translation_key, step=2,
            drawn=[{"question": str(each.translation_key), "version": 1} for each in asked],
            made_on=today, open_until=today + timedelta(days=14), kept_until=today + timedelta(days=365),
        )  # fmt: skip

    def renew(self) -> None:
        """Make the rooms as they were at first: a check is taken once, a contribution withdrawn once."""
        Attempt.objects.filter(learner__in=self.people).exclude(purpose="end_test").delete()
        for table in (OutcomeRecord, ActivityState, BlockState, Enrolment):
            table.objects.filter(learner=self.newcomer).delete()
        Refresher.objects.filter(pk=self.refresher.pk).update(marks={}, answered_on=None)
        RefresherPause.objects.filter(learner__in=self.people).delete()
        Regrade.objects.all().delete()
        Contribution.objects.all().delete()
        enrol(learner=self.newcomer, course_key=self.course.key)
        self._write(self.newcomer, "own", "waiting")
        self._write(self.graduate, "other", "shown")

    def _write(self, author, name: str, state: str) -> None:
        Contribution.objects.create(
            public_id=self.ids[name], author=author, course_key=self.course.key,
            discussion_key=self.discussion.activity.translation_key, pseudonym="K4-817", text="A task.",
            language="en", state=state, written_at=timezone.now(), idempotency_key=uuid4(),
        )  # fmt: skip

    @property
    def people(self) -> list:
        """Everybody who learns here."""
        return [self.newcomer, self.graduate]

    def doors(self) -> list[Door]:
        """Return every door of these rooms."""
        return [*self._checks(), *self._activities(), *self._refreshers(), *self._talk(), *self._of_staff()]

    def _door(self, name: str, *args, fields=None, client=None) -> Door:
        told = f"{name}, {args[0]}" if args and args[0] in ("before", "after") else name
        address = reverse(name, args=[self.course.slug, *args])
        return Door(told, address, client or self.own, fields or (lambda: NO_FIELDS))

    def _checks(self) -> list[Door]:
        found = []
        for which, client, learner in (
            ("before", self.own, self.newcomer), ("after", self.finished, self.graduate),
        ):  # fmt: skip
            fields = self._check_fields(learner)
            for name in ("check_begin", "check_save", "check_finish", "check_save"):
                found.append(self._door(name, which, fields=fields, client=client))
        return [*found, self._door("check_skip", "before"), self._door("check_begin", "after")]

    def _check_fields(self, learner):
        def fields() -> Fields:
            attempt = Attempt.objects.filter(learner=learner).exclude(purpose="end_test").first()
            if attempt is None:
                return [("attempt", str(uuid4())), ("window", "one")]
            sent = [("attempt", str(attempt.public_id)), ("window", self.chance.choice(["one", "two"]))]
            for drawn in attempt.drawn:
                sent += [
                    (f"{name}-{drawn['question']}", value) for name, value in self._given(drawn["question"])
                ]
            return sent

        return fields

    def _given(self, key: str) -> Fields:
        return pairs(self.chance.choice(self.answers[key]))

    def _activities(self) -> list[Door]:
        answers = []
        for thing in (self.desk, self.sheet, self.discussion):
            address = reverse(
                "answer", args=[self.course.slug, self.lesson.slug, thing.activity.translation_key]
            )
            answers.append(Door(f"answer, {thing.activity.kind}", address, self.own, self._written))
        answers += self._blocks()
        started = [self._door(name) for name in ("course_start", "course_pause")]
        return [*answers, *started, self._door("lesson_read", self.lesson.slug, fields=self._written)]

    def _blocks(self) -> list[Door]:
        """Return the doors of a block in the page, and of one in a frame, by its pass."""
        slugs = (self.course.slug, self.lesson.slug)
        played = [*slugs, self.exercise.activity.translation_key, "root", "play", ""]
        held = sign_pass(self.newcomer, *slugs, self.framed.activity.translation_key)
        framed = [held, "root", "check_storage", ""]
        return [
            Door("block_handler", reverse("block_handler", args=played), self.own, self._sorted),
            Door("block_in_frame", reverse("block_in_frame", args=framed), self.visitor, self._sorted),
        ]

    def _sorted(self) -> Fields:
        move = self.chance.choice(["0", "1", "2"])
        return [("move", move), ("group-dose", "share"), ("reason-dose", "needs"), ("VALUE", "1")]

    def _written(self) -> Fields:
        more = self.chance.choice([[], [], [("look", "1")], [("nobody", "on")]])
        return [("text", self.chance.choice(TEXTS)), ("idempotency_key", str(uuid4())), *more]

    def _refreshers(self) -> list[Door]:
        address, unsigned = (
            reverse("refresher", args=[token])
            for token in (token_of(self.refresher.public_id), "0" * 32 + ":x")
        )
        linked = Door("refresher", address, self.visitor, self._recalled)
        forged = Door("refresher, forged", unsigned, self.visitor, self._recalled)
        begin = Door("refreshers_begin", reverse("refreshers_begin"), self.finished, lambda: NO_FIELDS)
        pause = Door(
            "refreshers_pause", reverse("refreshers_pause"), self.finished, lambda: [("paused", "1")]
        )
        return [linked, linked, forged, begin, pause]

    def _recalled(self) -> Fields:
        key = self.chance.choice(self.refresher.drawn)["question"]
        return [("question", key), *self._given(key)]

    def _talk(self) -> list[Door]:
        own, other = self.ids["own"], self.ids["other"]
        return [
            self._door("discussion", "odd-talk", fields=self._written),
            self._door("ask_trainer", fields=self._written),
            self._door("contribution_withdraw", own),
            self._door("contribution_withdraw", other),
            self._door("contribution_report", other),
            self._door("contribution_report", own),
        ]

    def _of_staff(self) -> list[Door]:
        reason = [("reason", "The second choice is right by the guide.")]
        regrade = self._door(
            "test_regrade", self.asked.translation_key, fields=lambda: reason, client=self.staff
        )
        desk = Door("cms_contributions", reverse("cms_contributions"), self.staff, self._decided)
        return [regrade, desk]

    def _decided(self) -> Fields:
        waiting = Contribution.objects.values_list("public_id", flat=True)
        chosen = self.chance.choice([*waiting, uuid4()])
        return [
            ("contribution", str(chosen)), ("decision", self.chance.choice(["through", "back", "?"])),
            ("reason", self.chance.choice(["recognised", "other", ""])),
            ("note", self.chance.choice(["", "Why."])), ("reply", self.chance.choice(TEXTS)),
        ]  # fmt: skip

    def kept(self) -> dict:
        """Return all that a refused request must leave as it was."""
        return {
            "checks": list(Attempt.objects.filter(learner__in=self.people).order_by("pk").values()),
            "refresher": Refresher.objects.filter(pk=self.refresher.pk).values().get(),
            "pauses": RefresherPause.objects.count(),
            "regrades": list(Regrade.objects.values()),
            "blocks": list(BlockState.objects.filter(learner=self.newcomer).order_by("pk").values()),
            "contributions": list(Contribution.objects.order_by("pk").values()),
            "enrolments": list(Enrolment.objects.filter(learner__in=self.people).order_by("pk").values()),
        }

    def is_told(self, code: str, door: Door, page: str) -> bool:
        """Return whether a page may explain a question: of a refresher once it is answered, else never."""
        if not door.name.startswith("refresher") or 'role="alert"' in page:
            return False
        self.refresher.refresh_from_db()
        return code in {self.codes[key] for key in self.refresher.marks}

    def unsound(self, before: dict, after: dict) -> list[str]:
        """Return what does not hold, whatever was sent."""
        marks, drawn = after["refresher"]["marks"], {each["question"] for each in after["refresher"]["drawn"]}
        found = []
        if not set(marks) <= drawn or not set(marks.values()) <= {True, False}:
            found.append("a refresher holds what was never asked")
        if any(marks.get(key) != mark for key, mark in before["refresher"]["marks"].items()):
            found.append("a refresher's first answer did not stay")
        written = [row for row in after["contributions"] if row["author_id"] == self.newcomer.pk]
        if any(not row["text"] or len(row["text"]) > rules.LONGEST for row in written):
            found.append("a contribution without words, or longer than any may be")
        if len([row for row in written if row["discussion_key"]]) > rules.A_DAY:
            found.append("more contributions than a day holds")
        return found
