"""Makes what tests stand on: people, courses with their page tree, questions, published through Wagtail."""

import itertools
import os
from collections.abc import Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from unittest.mock import Mock, patch
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from modelsearch import signal_handlers
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from assessments import rules
from assessments.frozen import frozen_content, graded
from assessments.models import EndTest, Pool, Question, ReservedForm
from casestudies.api import write_cases, write_wordings, write_worksheets
from casestudies.models import Case, WordingTask, Worksheet
from courses.models import Activity, CoursePage, LearningObjective, LessonPage, ModulePage
from lms.home.models import HomePage
from lms.home.setup import lay_ground
from tests.case_parts import sample_plan
from tests.question_parts import SAMPLES, make_choices
from tests.wording_parts import sample_wording
from tests.worksheet_parts import sample_worksheet

_numbers = itertools.count(int(os.environ.get("FACTORIES_BEGIN_AT", "1")))


@dataclass
class MadeCourse:
    """A published course and what it was made of. ``practice`` holds the lessons' questions in order."""

    page: CoursePage
    lessons: list[LessonPage]
    practice: list[Question]
    pool: Pool | None = None
    questions: list[Question] = field(default_factory=list)
    test: Activity | None = None

    @property
    def key(self) -> UUID:
        """The course's language-neutral key."""
        return self.page.translation_key

    @property
    def slug(self) -> str:
        """The course's address."""
        return self.page.slug


def make_learner(email: str = "", **fields):
    """Create an account of an invented person."""
    return get_user_model().objects.create_user(email or f"learner{next(_numbers)}@example.org", **fields)


def make_home() -> HomePage:
    """Create the languages and the front page; a second time returns the same."""
    return lay_ground()


def make_question(
    *,
    kind: str = "single",
    rights: Sequence[bool] = (True, False, False),
    is_true: bool | None = None,
    choices: list[dict] | None = None,
    stem: str = "",
    code: str = "",
    pool: Pool | None = None,
    form: ReservedForm | None = None,
    objective: str = "o1",
    difficulty: str = "medium",
    facts: Sequence[str] = (),
    publish: bool = True,
) -> Question:
    """Create a question, of a pool or for practice in a lesson, and publish it."""
    code = code or f"q-{next(_numbers)}"
    question = Question(
        code=code,
        kind=kind,
        stem=stem or f"What is best here ({code})?",
        is_true=is_true if is_true is not None or kind != "true_false" else True,
        pool=pool,
        form=form,
        objective=objective,
        difficulty=difficulty,
        facts=list(facts),
        locale=Locale.get_default(),
        live=False,
    )
    sample = SAMPLES.get(kind, lambda: make_choices(*rights))
    question.choices = question.choices.stream_block.to_python(choices or sample())
    with unindexed() if publish else nullcontext():
        question.save()
        revision = question.save_revision()
    if publish:
        revision.publish()
        question.refresh_from_db()
    return question


def make_case(code: str = "", **fields) -> Case:
    """Create a small case of three turning points and two endings and publish it."""
    plan = sample_plan(code or f"case-{next(_numbers)}", **fields)
    write_cases([plan])
    return Case.objects.get(translation_key=plan.key)


def make_worksheet(code: str = "", **fields) -> Worksheet:
    """Create a small worksheet of two prompts and publish it."""
    plan = sample_worksheet(code or f"worksheet-{next(_numbers)}", **fields)
    write_worksheets([plan])
    return Worksheet.objects.get(translation_key=plan.key)


def make_wording(code: str = "", **fields) -> WordingTask:
    """Create a small text to rewrite with two model answers and publish it."""
    plan = sample_wording(code or f"wording-{next(_numbers)}", **fields)
    write_wordings([plan])
    return WordingTask.objects.get(translation_key=plan.key)


def right_answer(question: Question) -> dict:
    """Return what a form sends for the right answer of a question."""
    if question.kind in SAMPLES:
        return fields_of(rules.right_answer(graded(frozen_content(question))))
    sent = {"choice": [block.id for block in question.choices if block.value["is_right"]]}
    if question.kind == "true_false":
        sent["verdict"] = "true" if question.is_true else "false"
    return sent


def wrong_answer(question: Question) -> dict:
    """Return what a form sends for a whole but wrong answer of a question."""
    if question.kind in SAMPLES:
        return fields_of(_upside_down(graded(frozen_content(question))))
    sent = {"choice": [next(block.id for block in question.choices if not block.value["is_right"])]}
    if question.kind == "true_false":
        sent["verdict"] = "true" if question.is_true else "false"
    return sent


def fields_of(answer: rules.Answer) -> dict:
    """Return what a form sends for an answer that is arranged or written."""
    sent = {
        "place": [f"{choice}:{place}" for choice, place in answer.places.items()],
        "pair": [f"{choice}:{partner}" for choice, partner in answer.pairs.items()],
        "text": answer.text,
        "reason": answer.reason,
        "choice": sorted(answer.choices),
    }
    return {name: value for name, value in sent.items() if value}


def _upside_down(question: rules.Question) -> rules.Answer:
    """Return an answer that is whole, and worth nothing."""
    right = rules.right_answer(question)
    if question.kind == "short":
        return rules.Answer(text="nobody foresaw this")
    if question.kind == "numeric":
        return rules.Answer(text="9999999")
    if question.kind in ("rating", "error_hunt", "justify", "hotspot"):
        wrong = next((reason for reason, is_right in question.reasons.items() if not is_right), "")
        return rules.Answer(choices=frozenset(sorted(question.wrong)[:1]), reason=wrong)
    if question.kind == "order":
        count = len(right.places)
        return rules.Answer(places={step: count + 1 - place for step, place in right.places.items()})
    free = sorted(question.partners)
    wrong = {thing: next(each for each in free if each != own) for thing, own in right.pairs.items()}
    return rules.Answer(pairs=wrong)


def translate_question(question: Question, language: str = "ru", *, stem: str = "Что лучше?") -> Question:
    """Translate and publish a question under the same choice ids."""
    locale = Locale.objects.get(language_code=language)
    translation = Question.objects.filter(translation_key=question.translation_key, locale=locale).first()
    translation = translation or question.copy_for_translation(locale)
    translation.stem = stem
    choices = [_in_russian(number, block, question.kind) for number, block in enumerate(question.choices, 1)]
    translation.choices = translation.choices.stream_block.to_python(choices)
    translation.is_true = question.is_true
    translation.save()
    translation.save_revision().publish()
    return translation


def _in_russian(number: int, block, kind: str) -> dict:
    """Return a choice under its id in other words; a number is written as it was."""
    if block.block_type == "other":
        return {"type": "other", "id": block.id, "value": f"Иное {block.value}"}
    if block.block_type in ("scene", "thing"):
        said = {name: "Стол" for name in ("label", "words") if block.value.get(name)}
        return {"type": block.block_type, "id": block.id, "value": dict(block.value) | said}
    value = dict(block.value)
    words = {"text": f"Выбор {number}", "why": f"Потому что {number}."}
    if value.get("match"):
        words["match"] = f"Пара {value['match']}"
    if value.get("better"):
        words["better"] = f"Лучше {number}"
    if kind == "numeric":
        del words["text"]
    return {"type": block.block_type, "id": block.id, "value": value | words}


@contextmanager
def unindexed():
    """Save without the indexes of search and references: a publication follows, which writes both."""
    quiet = patch.object(signal_handlers, "insert_or_update_object_task", Mock())
    with quiet, disable_reference_index_auto_update():
        yield


def make_page(model, parent, *, title: str, slug: str = "", **fields):
    """Create a page below ``parent`` as a draft."""
    page = model(
        title=title, slug=slug or f"page-{next(_numbers)}", live=False, locale=parent.locale, **fields
    )
    return parent.add_child(instance=page)


def publish(page):
    """Publish a page as the CMS does, and return it as it stands afterwards."""
    with unindexed():
        revision = page.save_revision()
    revision.publish()
    page.refresh_from_db()
    return page


def make_published(model, parent, **fields):
    """Create a page below ``parent`` and publish it."""
    with unindexed():
        page = make_page(model, parent, **fields)
    return publish(page)


def make_forms(course: MadeCourse) -> dict[str, list[Question]]:
    """Reserve a question on every lesson of a course for form A, and another one for form B."""
    return {
        letter: [
            make_question(
                form=ReservedForm.objects.get_or_create(pool=course.pool, letter=letter)[0],
                objective=f"{lesson.slug}-o1",
            )
            for lesson in course.lessons
        ]
        for letter in ("a", "b")
    }


def make_lesson(
    module, *, title: str = "", practice: Sequence[Question | Case] = (), text: str = "", **fields
):
    """Create and publish a lesson with some prose and the practice questions or cases given."""
    number = next(_numbers)
    # In letters: a number in a title asks for its source.
    lettered = "".join("abcdefghij"[int(digit)] for digit in str(number))
    with unindexed():
        lesson = make_page(
            LessonPage, module, title=title or f"Lesson {lettered}", slug=f"lesson-{number}", **fields
        )
    prose = text or "<p>A quiet morning at the centre. Nothing is urgent.</p>"
    body = [{"type": "prose", "id": str(uuid4()), "value": prose}]
    body += [
        {"type": "activity", "id": str(uuid4()), "value": {"activity": question.activity_id}}
        for question in practice
    ]
    lesson.body = lesson.body.stream_block.to_python(body)
    lesson.objectives = [
        LearningObjective(code=f"{lesson.slug}-o1", level="apply", text="Do it well", locale=lesson.locale)
    ]
    return publish(lesson)


def make_end_test(
    *, questions: int | Sequence[Question] = 4, pass_mark: int = 75, blueprint: list[dict] | None = None
) -> tuple[Activity, Pool, list[Question]]:
    """Create a pool and a test that draws from it; by default it draws every question."""
    pool = Pool.objects.create(code=f"pool-{next(_numbers)}", name="Pool")
    if isinstance(questions, int):
        made = [make_question(pool=pool) for _ in range(questions)]
    else:
        made = list(questions)
        for question in made:
            question.pool = pool
            publish(question)
    activity = Activity.objects.create(
        code=f"test-{next(_numbers)}", kind="end_test", title="What you take with you", minutes=8
    )
    cell = {"objective": "o1", "difficulty": "medium", "draw": len(made)}
    EndTest.objects.create(activity=activity, pool=pool, pass_mark=pass_mark, blueprint=blueprint or [cell])
    return activity, pool, made


def make_course(
    *,
    lessons: int = 2,
    practice: int = 1,
    questions: int | Sequence[Question] = 4,
    pass_mark: int = 75,
    blueprint: list[dict] | None = None,
    slug: str = "",
    title: str = "",
    **fields,
) -> MadeCourse:
    """Create and publish a course: one module, ``lessons`` with ``practice`` questions each, an end test.

    ``questions`` is the size of the test's pool, or the questions themselves; 0 makes a course without test.
    """
    number = next(_numbers)
    with unindexed():
        page = make_page(
            CoursePage,
            make_home(),
            title=title or f"Course {number}",
            slug=slug or f"course-{number}",
            outward_name="Working with families",
            summary="One plain sentence.",
            able_to="listen first",
            **fields,
        )
    made = MadeCourse(page=page, lessons=[], practice=[])
    if questions:
        made.test, made.pool, made.questions = make_end_test(
            questions=questions, pass_mark=pass_mark, blueprint=blueprint
        )
        page.end_test = made.test
    made.page = publish(page)
    module = make_published(ModulePage, page, title="Module", slug=f"module-{number}")
    for _ in range(lessons):
        asked = [make_question() for _ in range(practice)]
        made.practice += asked
        made.lessons.append(make_lesson(module, practice=asked))
    made.page.refresh_from_db()
    return made
