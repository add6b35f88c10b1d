"""What publishing, translating and deleting a question does to those who read it."""

import pytest

from assessments.models import Question, QuestionVersion
from assessments.publishing import QuestionNotReady
from assessments.queries import drawable_questions, newest_content
from courses.api import publish_course, published_version
from courses.models import CompiledLesson
from tests.factories import make_choices, make_course, make_question, translate_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_ground(ground, db):
    """Languages and the front page stand."""


def rekeyed(question: Question, *rights: bool) -> Question:
    """Mark other choices as right and publish."""
    ids = [block.id for block in question.choices]
    question.choices = question.choices.stream_block.to_python(make_choices(*rights, ids=ids))
    question.save_revision().publish()
    return question


@pytest.mark.parametrize(
    ("kind", "rights", "is_true"),
    [
        ("single", (False, False), None),
        ("single", (True, True), None),
        ("multiple", (False, False, False), None),
        ("single", (True,), None),
        ("true_false", (False, False), True),
    ],
)
def test_a_question_without_a_key_to_grade_by_is_not_published(kind, rights, is_true):
    with pytest.raises(QuestionNotReady, match=r"right|two choices"):
        make_question(kind=kind, rights=rights, is_true=is_true, code="unready")
    question = Question.objects.get(code="unready")
    assert not question.live
    assert not QuestionVersion.objects.filter(question_key=question.translation_key).exists()


def test_a_practice_question_gets_its_activity_once():
    question = make_question()
    activity = question.activity
    assert (activity.kind, activity.code) == ("question", question.code)
    draft = question.get_latest_revision_as_object()
    draft.activity, draft.stem = None, "Written by somebody whose draft knows of no activity?"
    draft.save_revision().publish()
    question.refresh_from_db()
    assert question.activity == activity


def test_a_changed_practice_question_reaches_its_lesson():
    course = make_course(lessons=1, practice=1)
    question = course.practice[0]
    question.stem = "What is better now?"
    question.save_revision().publish()
    artifact = CompiledLesson.objects.get(lesson_key=course.lessons[0].translation_key).artifact
    assert artifact["activities"][0]["content"]["stem"] == "What is better now?"


def test_the_minutes_of_a_lesson_count_what_is_read_before_answering():
    short, long = make_course(lessons=1, practice=0), make_course(lessons=1, practice=3)
    words = [
        CompiledLesson.objects.get(lesson_key=made.lessons[0].translation_key).artifact["words"]
        for made in (short, long)
    ]
    assert words[1] > words[0] + 3 * 5


def test_a_published_pool_question_can_be_drawn_and_a_withdrawn_one_cannot():
    course = make_course(questions=3)
    assert len(drawable_questions(course.pool.pk, published_version())) == 3
    course.questions[0].unpublish()
    course.questions[1].delete()
    assert len(drawable_questions(course.pool.pk, published_version())) == 1


def test_a_draft_in_a_pool_is_not_drawn():
    course = make_course(questions=2)
    make_question(pool=course.pool, publish=False)
    assert len(drawable_questions(course.pool.pk, published_version())) == 2


def test_a_translation_gives_words_and_the_source_gives_the_key():
    question = make_question(rights=(True, False))
    translate_question(question)
    content = newest_content(question.translation_key, "ru")
    assert (content["language"], content["stem"]) == ("ru", "Что лучше?")
    assert [choice["text"] for choice in content["choices"]] == ["Выбор 1", "Выбор 2"]
    assert [choice["id"] for choice in content["choices"]] == [block.id for block in question.choices]
    assert newest_content(question.translation_key, "kk")["language"] == "en"


def test_a_translation_from_before_a_changed_key_is_not_shown_until_it_is_made_anew():
    question = make_question(rights=(True, False))
    translate_question(question)
    rekeyed(question, False, True)
    content = newest_content(question.translation_key, "ru")
    assert content["language"] == "en"
    assert [choice["right"] for choice in content["choices"]] == [False, True]
    translate_question(question)
    content = newest_content(question.translation_key, "ru")
    assert content["language"] == "ru"
    assert [choice["right"] for choice in content["choices"]] == [False, True]


def test_a_corrected_source_keeps_its_translation():
    question = make_question(rights=(True, False))
    translate_question(question)
    question.stem = "What is best here, then?"
    question.save_revision().publish()
    assert newest_content(question.translation_key, "ru")["stem"] == "Что лучше?"


def test_a_source_with_another_choice_is_shown_instead_of_its_translation():
    question = make_question(rights=(True, False))
    translate_question(question)
    question.choices.append(("choice", {"text": "A third", "is_right": False, "why": "No."}))
    question.save_revision().publish()
    assert newest_content(question.translation_key, "ru")["language"] == "en"


def test_the_test_of_a_course_carries_its_rules():
    course = make_course(questions=4, pass_mark=80)
    publish_course(course.page)
    from courses.api import course_by_key

    rules = course_by_key(course.key, "en").test.content["rules"]
    assert (rules["pass_mark"], rules["questions"]) == (80, 4)


def test_a_changed_pass_mark_is_published_with_the_course():
    course = make_course(questions=4, pass_mark=80)
    course.test.end_test.pass_mark = 60
    course.test.end_test.save()
    from courses.api import course_by_key

    assert course_by_key(course.key, "en").test.content["rules"]["pass_mark"] == 60


def test_an_author_hears_which_lines_of_the_blueprint_the_pool_cannot_fill():
    from courses.api import kind_of

    course = make_course(questions=2, blueprint=[{"objective": "o1", "difficulty": "medium", "draw": 3}])
    (sentence,) = kind_of("end_test").check(course.test)
    assert "draws 3 questions" in sentence
    assert "The pool has 2." in sentence
