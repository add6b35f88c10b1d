"""The doors that take an answer, each with what its page would send and what it must not tell too early."""

import re
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Question
from assessments.publishing import publish_new
from casestudies.models import Case
from casestudies.ways import signed_way
from courses.models import Activity, ActivityState, OutcomeRecord
from lms.home.models import HomePage
from lms.home.packages.keys import key_of
from tests.factories import (
    make_case,
    make_course,
    make_home,
    make_learner,
    make_lesson,
    right_answer,
    wrong_answer,
)
from tests.input.annex import Annex
from tests.input.broken import Fields
from tests.input.offices import Offices
from tests.input.parts import Door, browser, pairs, told_question

# The words that explain an answer begin so; behind them stands the code of their question.
SECRET = re.compile(r"Key of ([a-z0-9_-]+)\.")
CASE_SECRETS = re.compile(r"Reason of|Comment on|Weighs the gate")
WAYS = [(), ("a",), ("b",), ("a", "a"), ("a", "b"), ("b", "a"), ("b", "b"), ("a", "b", "a", "a")]
PLACES = {(): "gate", ("a",): "room", ("b",): "yard"}


class House:
    """A course with every kind of question, a case and an end test; a learner and a visitor before it."""

    def __init__(self, chance):
        self.chance = chance
        self.learner, self.visitor = make_learner(), browser()
        self.client = browser(self.learner)
        make_home()
        kinds = list(Question.Kind.values)
        self.practice = [told_question(kind, f"practice-{kind}") for kind in kinds]
        self.asked = [told_question(kind, f"asked-{kind}") for kind in kinds if kind != "rating"]
        self.case = make_case("odd-input")
        self.by_key = {str(each.translation_key): each for each in self.asked}
        self._build()
        self.annex, self.offices = Annex(chance, self.practice), Offices(chance, self.course)
        self.answers = {
            each.code: (right_answer(each), wrong_answer(each)) for each in (*self.practice, *self.asked)
        }
        self.keys = {each.code: each.activity.translation_key for each in self.practice}
        self.foreign = [str(block.id) for each in (*self.practice, *self.asked) for block in each.choices]
        self.foreign += [*self.by_key, *map(str, self.keys.values())]

    def _build(self) -> None:
        cell = {"objective": "o1", "difficulty": "medium", "draw": len(self.asked)}
        self.asked[0].live = False
        self.asked[0].save()
        self.course = make_course(lessons=0, questions=self.asked[:1], blueprint=[cell])
        for question in self.asked[1:]:
            question.pool = self.course.pool
        # In bulk: one by one, publishing takes longer than all the requests of the short form.
        publish_new([*self.asked[1:], *self.practice])
        module = self.course.page.get_children().first().specific
        self.lessons = {}
        for place in (self.practice[:4], self.practice[4:8], self.practice[8:]):
            lesson = make_lesson(module, practice=place)
            self.lessons |= {question.code: lesson for question in place}
        self.lessons[self.case.code] = make_lesson(module, practice=[self.case])
        make_home()
        home = HomePage.objects.get(locale__language_code="en")
        home.play_activity = self.practice[0].activity
        home.save_revision().publish()

    def doors(self) -> list[Door]:
        """Return every door, those of learners and of visitors."""
        test = [
            Door(name, reverse(name, args=[self.course.slug]), self.client, self._test_fields)
            for name in ("test_begin", "test_save", "test_finish", "test_save", "test_finish")
        ]
        lessons = [self._answer_door(each) for each in self.practice]
        cases = [
            Door("answer, case", self._answer(self.case), self.client, self._case_fields),
            Door("case", reverse("case", args=[self.case.code]), self.visitor, self._case_fields),
        ]
        first = self.practice[0]
        play = Door("play", reverse("play"), self.visitor, lambda: self._answer_fields(first))
        box = Door("wording", reverse("wording"), self.visitor, self._text_fields)
        api = Door("api_wording", reverse("api_wording"), self.visitor, self._text_fields, is_json=True)
        visited = self._answer_door(first, self.visitor)
        return [*test, *lessons, visited, *cases, play, box, api, *self.annex.doors(), *self.offices.doors()]

    def _answer(self, thing: Question | Case) -> str:
        lesson = self.lessons[thing.code]
        key = Activity.objects.get(pk=thing.activity_id).translation_key
        return reverse("answer", args=[self.course.slug, lesson.slug, key])

    def _answer_door(self, question: Question, client: Client | None = None) -> Door:
        def fields() -> Fields:
            return self._answer_fields(question)

        return Door(f"answer, {question.kind}", self._answer(question), client or self.client, fields)

    def _answer_fields(self, question: Question) -> Fields:
        key = uuid4() if self.chance.random() < 0.5 else question.translation_key
        return [("idempotency_key", str(key)), *pairs(self._given(question))]

    def _given(self, question: Question) -> dict:
        return self.chance.choice(self.answers[question.code])

    def _test_fields(self) -> Fields:
        attempt = self.attempts().first()
        if attempt is None or self.chance.random() < 0.05:
            return [("attempt", str(attempt.public_id if attempt else uuid4())), ("window", "one")]
        fields = [("attempt", str(attempt.public_id)), ("window", self.chance.choice(["one", "two"]))]
        for drawn in attempt.drawn:
            if self.chance.random() < 0.7:
                answer = self._given(self.by_key[drawn["question"]])
                fields += [(f"{name}-{drawn['question']}", value) for name, value in pairs(answer)]
        return [*fields, ("sure", "yes")] if self.chance.random() < 0.4 else fields

    def _case_fields(self) -> Fields:
        way = self.chance.choice(WAYS)
        keys = [self._choice(way[:number], letter) for number, letter in enumerate(way)]
        fields = [
            ("way", signed_way(self.case.activity.translation_key, keys)),
            ("idempotency_key", str(uuid4())),
        ]
        step = self.chance.random()
        if step < 0.2:
            return [*fields, ("back", "1")]
        return [*fields, ("finish", "1") if step < 0.4 else ("choice", self._choice(way, "a"))]

    def _choice(self, before: tuple[str, ...], letter: str) -> str:
        place = PLACES.get(before, "room")
        return str(key_of("choice", f"{self.case.code}/{place}/{letter}"))

    def _text_fields(self) -> Fields:
        text = self.chance.choice(["ISIS brides return home", "A teacher listens.", "words " * 3000])
        return [("text", text), ("language", "en"), ("position", self.chance.choice(["headline", "body"]))]

    def attempts(self):
        """Return the learner's attempts, the newest first."""
        return Attempt.objects.filter(learner=self.learner).order_by("-number")

    def kept(self) -> dict:
        """Return all that a refused request must leave as it was."""
        return {
            "attempts": list(self.attempts().values()[:2]),
            "how many": Attempt.objects.count(),
            "outcomes": list(OutcomeRecord.objects.order_by("-pk").values_list("pk", "score")[:3]),
            "states": list(ActivityState.objects.order_by("pk").values()),
            **self.annex.kept(),
            **self.offices.kept(),
        }
