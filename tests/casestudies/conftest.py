"""A case in a lesson, and somebody with a browser before it."""

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import Case
from courses.models import ActivityState, ModulePage, OutcomeRecord
from lms.home.packages.keys import key_of
from tests.factories import MadeCourse, make_case, make_course, make_learner, make_lesson
from tests.ground import anew


@dataclass
class Player:
    """Somebody who plays the case of a lesson; ``learner`` is None for a visitor."""

    course: MadeCourse
    lesson: object
    case: Case
    client: Client
    learner: object = None

    @property
    def page(self) -> str:
        return reverse("lesson", args=[self.course.slug, self.lesson.slug])

    @property
    def action(self) -> str:
        return reverse(
            "answer", args=[self.course.slug, self.lesson.slug, self.case.activity.translation_key]
        )

    def look(self) -> str:
        return self.client.get(self.page).content.decode()

    def way_on(self, html: str) -> str:
        return re.search(r'name="way" value="([^"]*)"', html)[1]

    def choice(self, place: str, letter: str) -> str:
        return str(key_of("choice", f"{self.case.code}/{place}/{letter}"))

    def send(self, way: str, *, htmx: bool = False, key=None, **fields):
        headers = {"HX-Request": "true"} if htmx else {}
        fields = {"way": way, "idempotency_key": str(key or uuid4()), **fields}
        return self.client.post(self.action, fields, headers=headers, follow=not htmx)

    def choose(self, html: str, place: str, letter: str, **more):
        return self.send(self.way_on(html), choice=self.choice(place, letter), **more)

    def walk(self, *steps: str, html: str = "") -> str:
        """Take choices such as "gate/a" one after another; returns the last page."""
        html = html or self.look()
        for step in steps:
            html = self.choose(html, *step.split("/")).content.decode()
        return html

    def finish(self, html: str, **more):
        return self.send(self.way_on(html), finish="yes", **more)

    @property
    def state(self) -> ActivityState | None:
        key = self.case.activity.translation_key
        return ActivityState.objects.filter(learner=self.learner, activity_key=key).first()

    @property
    def outcomes(self):
        key = self.case.activity.translation_key
        return OutcomeRecord.objects.filter(learner=self.learner, activity_key=key).order_by("pk")


def place(course: MadeCourse, case: Case):
    """Put a case into a new lesson that is open to accounts."""
    module = ModulePage.objects.child_of(course.page).get()
    return make_lesson(module, practice=[case])


def open_lesson(course: MadeCourse, case: Case):
    """Put a case into the first lesson, which is open to everybody."""
    lesson = course.lessons[0]
    lesson.body = lesson.body.stream_block.to_python(
        [{"type": "activity", "id": str(uuid4()), "value": {"activity": case.activity_id}}]
    )
    lesson.save_revision().publish()
    return lesson


@pytest.fixture(scope="module")
def _course(shared_ground) -> MadeCourse:
    return make_course(lessons=1, practice=0, questions=0)


@pytest.fixture
def course(_course, db) -> MadeCourse:
    return anew(_course)


@pytest.fixture
def make_player(course):
    """Make a player: a learner of the case in the course, or a visitor."""

    def make(case: Case | None = None, *, is_visitor: bool = False) -> Player:
        case = case or Case.objects.first() or make_case()
        lesson = course.lessons[0]
        asked = [block.value["activity"].pk for block in lesson.body if block.block_type == "activity"]
        if case.activity_id not in asked:
            open_lesson(course, case)
        player = Player(course, lesson, case, Client())
        if not is_visitor:
            player.learner = make_learner()
            player.client.force_login(player.learner, backend="lms.accounts.backends.ScopedBackend")
        return player

    return make


@pytest.fixture
def player(make_player) -> Player:
    return make_player()
