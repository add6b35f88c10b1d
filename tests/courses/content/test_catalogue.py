"""The catalogue: what fits is listed, what is looked for is found, and nobody keeps what it was."""

import html
import logging
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.api import count_publication
from courses.models import CompiledCourse, CompiledLesson, LessonPage
from lms.gunicorn import without_address
from tests.factories import MadeCourse, make_course, make_learner, make_lesson
from tests.ground import anew

pytestmark = pytest.mark.django_db


def page(client, query: str = "", prefix: str = "") -> str:
    answer = client.get(f"{prefix}/courses/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def titles(text: str) -> list[str]:
    """The titles in the list of what was found."""
    return [
        html.unescape(one) for one in re.findall(r"<h2 lang=\"\w+\"><a href=\"[^\"]+\">([^<]+)</a>", text)
    ]


def in_language(course, language: str, text: str) -> None:
    """Put a course on the shelf in another language too, its first lesson with a text of its own."""
    compiled = CompiledCourse.objects.get(course_key=course.page.translation_key, language="en")
    artifact = {**compiled.artifact, "language": language, "title": f"Title {language}"}
    for module in artifact["modules"]:
        module["lessons"] = [{**card, "language": language} for card in module["lessons"]]
    CompiledCourse.objects.create(
        course_key=compiled.course_key, language=language, slug=compiled.slug, artifact=artifact
    )
    for lesson in CompiledLesson.objects.filter(course_key=compiled.course_key, language="en"):
        body = {
            **lesson.artifact,
            "language": language,
            "pieces": [{"type": "prose", "html": f"<p>{text}</p>"}],
        }
        CompiledLesson.objects.create(
            course_key=lesson.course_key,
            lesson_key=lesson.lesson_key,
            language=language,
            revision_id=0,
            artifact=body,
        )
    count_publication()


def make_course_of_apricots() -> MadeCourse:
    """A course of one lesson about apricots."""
    made = make_course(lessons=0, questions=0, title="Shared ground")
    module = made.page.get_children().get()
    text = "<p>Four colleagues share dried apricots. Who does it best?</p><p>Nobody knows.</p>"
    made.lessons.append(make_lesson(module, title="Four paths home", text=text))
    return made


@pytest.fixture(scope="module")
def _course(shared_ground):
    return make_course_of_apricots()


@pytest.fixture
def course(_course, db):
    return anew(_course)


@pytest.mark.parametrize("words", ["apricots", "APRICOT", "apr", "dried colleagues", "“apricots”", "path"])
def test_a_lesson_is_found_by_the_beginnings_of_its_words(client, course, words):
    assert titles(page(client, f"?q={words}")) == ["Four paths home"]


@pytest.mark.parametrize("words", ["ricots", "apricots plums", "best-of-all", "zhusan"])
def test_what_is_not_in_it_does_not_find_it(client, course, words):
    text = page(client, f"?q={words}")
    assert titles(text) == [] and "Nothing found" in text


def test_the_sentence_that_holds_the_word_is_shown_with_the_word_marked(client, course):
    text = page(client, "?q=apricot")
    assert "Four colleagues share dried <mark>apricots</mark>." in text
    assert "Nobody knows" not in text


def test_a_visitor_is_shown_no_sentence_of_a_lesson_that_opens_with_an_account(client, course):
    make_lesson(course.page.get_children().get(), title="Second", text="<p>Only plums are here.</p>")
    text = page(client, "?q=plums")
    assert titles(text) == ["Second"] and "Only <mark>" not in text
    client.force_login(make_learner())
    assert "Only <mark>plums</mark> are here." in page(client, "?q=plums")


def test_a_part_of_a_joined_word_finds_it(client, course):
    make_lesson(course.page.get_children().get(), title="Self-care")
    assert titles(page(client, "?q=care")) == titles(page(client, "?q=self-care")) == ["Self-care"]


def test_a_word_in_a_title_counts_more_than_one_in_a_text(client, course):
    module = course.page.get_children().get()
    make_lesson(module, title="Apricots and nothing else")
    assert titles(page(client, "?q=apricots")) == ["Apricots and nothing else", "Four paths home"]


def test_nothing_of_a_draft_is_found(client, course):
    lesson = LessonPage.objects.get(pk=course.lessons[0].pk)
    lesson.title = "Pomegranates"
    lesson.save_revision()
    assert titles(page(client, "?q=pomegranates")) == []
    lesson.save_revision().publish()
    assert titles(page(client, "?q=pomegranates")) == ["Pomegranates"]
    lesson.unpublish()
    assert titles(page(client, "?q=pomegranates")) == []


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("kk", "Балалар үйге оралды, әже күтті.", "аже"),
        ("ky", "Балдар үйгө кайтып келди, чоң эне күттү.", "уйго"),
        ("tg", "Кӯдакон ба хона баргаштанд.", "кудакон"),
        ("uz", "Bolalar oʻz uylariga qaytdi, mahalla kutdi.", "o'z"),
        ("uz", "Bolalar oʻz uylariga qaytdi, mahalla kutdi.", "махалла"),
        ("ru", "Дети вернулись домой, её ждали.", "ее"),
    ],
)
def test_a_word_is_found_as_it_is_typed_without_the_letters_a_keyboard_lacks(
    client, course, language, text, typed
):
    in_language(course, language, text)
    assert "<mark>" in page(client, f"?q={typed}", prefix=f"/{language}")


def test_an_untranslated_lesson_is_found_by_its_own_words_and_says_its_language(client, course):
    text = page(client, "?q=apricots", prefix="/tg")
    assert '<h2 lang="en"><a href="/tg/courses/' in text


@pytest.mark.parametrize(
    "typed",
    ["%00", "%25_", "'%22%3B--", "%3Cscript%3Ealert(1)%3C/script%3E", "a" * 10_000, "🍑", "%20%20", "..."],
)
def test_whatever_is_typed_gets_a_calm_page(client, course, typed):
    text = page(client, f"?q={typed}")
    assert "<script>alert" not in text


def test_a_sentence_is_shown_without_the_gaps_of_its_tags(client, course):
    text = '<p>She asks <a href="/glossary/">guardians</a>, and <b>aunt</b>s.</p>'
    make_lesson(course.page.get_children().get(), title="Second", text=text)
    client.force_login(make_learner())
    assert "She asks <mark>guardians</mark>, and aunts." in page(client, "?q=guardians")


def test_markup_in_a_lesson_stays_words(client, course):
    module = course.page.get_children().get()
    make_lesson(module, title="<b>Bold</b> title", text="<p>Less &lt;b&gt; than &lt;script&gt; more</p>")
    client.force_login(make_learner())
    text = page(client, "?q=script")
    assert "&lt;<mark>script</mark>&gt;" in text and "&lt;b&gt;Bold" in text


def test_what_is_looked_for_reaches_no_log(client, course, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get("/courses/?q=apricots")
        client.get("/courses/nowhere/?q=apricots")
    assert "apricots" not in " ".join(
        record.getMessage() for record in caplog.records if record.name != "django.db"
    )
    malformed = "Invalid request from ip=192.0.2.1: Invalid HTTP request line: 'GET /courses/?q=apricots'"
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 0, malformed, (), None)
    without_address(record)
    assert "apricots" not in record.getMessage() and "192.0.2.1" not in record.getMessage()


def test_looking_something_up_asks_the_database_the_same_for_1_or_200_courses(client, course):
    compiled = CompiledCourse.objects.get(course_key=course.page.translation_key)
    client.get("/courses/?q=apricots")
    from uuid import uuid4

    for number in range(200):
        key = uuid4()
        CompiledCourse.objects.create(
            course_key=key,
            language="en",
            slug=f"copy-{number}",
            artifact={**compiled.artifact, "key": str(key)},
        )
    count_publication()
    client.get("/courses/?q=apricots")
    with CaptureQueriesContext(connection) as captured:
        client.get("/courses/?q=apricots&profession=&minutes=30")
    asked = [query for query in captured if query["sql"].startswith("SELECT")]
    assert len(asked) <= 3
