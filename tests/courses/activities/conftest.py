"""A lesson with an exercise in it, a learner who is signed in, and a browser that looks at both."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import LessonPage
from tests.block_parts import make_exercise
from tests.factories import MadeCourse, make_course, make_learner, make_lesson


@dataclass
class Stage:
    """A published lesson with exercises, and where they are called."""

    course: MadeCourse
    lesson: LessonPage
    keys: list[UUID]

    @property
    def page(self) -> str:
        """The lesson's address."""
        return reverse("lesson", args=[self.course.slug, self.lesson.slug])

    def handler(self, name: str, *, place: str = "root", suffix: str = "", number: int = 0) -> str:
        """Return the address of a handler."""
        args = [self.course.slug, self.lesson.slug, self.keys[number], place, name, suffix]
        return reverse("block_handler", args=args)

    def frame(self, number: int = 0) -> str:
        """Return the address of the frame of an exercise."""
        return reverse("block_frame", args=[self.course.slug, self.lesson.slug, self.keys[number]])


def make_stage(*trees: dict, **fields) -> Stage:
    """Publish a course whose second lesson holds an exercise for each tree."""
    course = make_course(lessons=1, practice=0, questions=0)
    exercises = [make_exercise(tree, **fields) for tree in trees]
    lesson = make_lesson(course.lessons[0].get_parent(), practice=exercises)
    return Stage(course, lesson, [each.activity.translation_key for each in exercises])


@pytest.fixture
def learner(db):
    return make_learner()


@pytest.fixture
def signed_in(learner) -> Client:
    client = Client()
    client.force_login(learner)
    return client


@pytest.fixture
def opened(browser, live_server, signed_in):
    """Open an address of the running site as the learner, in a fresh context."""
    contexts = []

    def open_page(address: str, *, scripts: bool = True, dark: bool = False, phone: bool = False):
        context = browser.new_context(
            reduced_motion="reduce",
            base_url=live_server.url,
            viewport={"width": 360 if phone else 1280, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        cookie = signed_in.cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
