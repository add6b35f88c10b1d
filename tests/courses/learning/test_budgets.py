"""What a page may cost: queries and bytes, whatever the size of the site or of a learner's past."""

import gzip
import json
import re
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casestudies.ways import signed_way
from courses.api import count_publication
from courses.models import ActivityState, CompiledCourse, CourseEdition, Enrolment, OutcomeRecord
from lms.home.packages.keys import key_of
from tests.block_parts import make_exercise, sorting
from tests.factories import make_case, make_course, make_learner, make_lesson, make_question, right_answer
from tests.ground import anew
from tests.h5p_parts import make_h5p

pytestmark = pytest.mark.django_db
_NO_WORK = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def counted(client, path: str, **headers):
    """Return (answer, queries that do work) of one GET."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, headers=headers)
    return answer, [query["sql"] for query in captured if not query["sql"].startswith(_NO_WORK)]


@pytest.fixture(scope="module")
def _course(shared_ground):
    return make_course(lessons=3)


@pytest.fixture
def course(_course, db):
    return anew(_course)


@pytest.fixture
def learner(client, course):
    person = make_learner()
    client.force_login(person)
    client.post(f"/courses/{course.slug}/start/")
    return person


def lesson_path(course, number: int = 1) -> str:
    return f"/courses/{course.slug}/{course.lessons[number].slug}/"


def add_history(person, *, courses: int, outcomes: int) -> None:
    """Give a learner a long past: many courses, many outcomes in each."""
    now = timezone.now()
    for number in range(courses):
        key = uuid.uuid4()
        edition = CourseEdition.objects.create(
            course_key=key, number=1, lesson_keys=[], activity_keys={}, minutes=10, rules_hash=str(number)
        )
        Enrolment.objects.create(
            learner=person,
            course_key=key,
            edition=edition,
            started_at=now - timedelta(days=1000),
            total=outcomes,
        )
        ActivityState.objects.bulk_create(
            ActivityState(
                learner=person, course_key=key, activity_key=uuid.uuid4(), changed_at=now, completed_at=now
            )
            for _ in range(outcomes)
        )
        OutcomeRecord.objects.bulk_create(
            OutcomeRecord(learner=person, course_key=key, activity_key=uuid.uuid4(), recorded_at=now)
            for _ in range(outcomes)
        )


def add_courses(course, *, how_many: int) -> None:
    """Put copies of a compiled course on the shelf under other keys and addresses."""
    source = CompiledCourse.objects.get(course_key=course.key, language="en")
    for number in range(how_many):
        key = uuid.uuid4()
        artifact = {**source.artifact, "key": str(key), "slug": f"copy-{number}"}
        CompiledCourse.objects.create(course_key=key, language="en", slug=f"copy-{number}", artifact=artifact)


def test_a_lesson_costs_four_queries(client, course, learner):
    client.get(lesson_path(course))
    answer, queries = counted(client, lesson_path(course))
    assert answer.status_code == 200
    assert len(queries) <= 4, "\n".join(queries)


def test_a_lesson_costs_the_same_with_200_courses_and_three_years_of_history(client, course, learner):
    add_courses(course, how_many=200)
    add_history(learner, courses=20, outcomes=40)
    client.get(lesson_path(course))
    _answer, queries = counted(client, lesson_path(course))
    assert len(queries) <= 4, "\n".join(queries)


def test_a_lesson_read_again_is_confirmed_with_three_queries_and_half_a_kilobyte(client, course, learner):
    etag = client.get(lesson_path(course))["ETag"]
    answer, queries = counted(client, lesson_path(course), if_none_match=etag)
    assert answer.status_code == 304
    assert len(queries) <= 3, "\n".join(queries)
    wire = sum(len(f"{name}: {value}\r\n") for name, value in answer.items()) + len(answer.content)
    wire += sum(len(f"Set-Cookie: {morsel.OutputString()}\r\n") for morsel in answer.cookies.values())
    assert wire <= 512 and answer.content == b"", dict(answer.items())


def test_four_kinds_on_a_page_cost_three_queries_more_than_none_with_all_of_them_begun(
    client, course, learner, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    written = [make_question(), make_case(), make_exercise(sorting()), make_h5p()]
    module = course.lessons[0].get_parent()
    lesson, bare = make_lesson(module, practice=written), make_lesson(module)
    place = [course.slug, lesson.slug]
    leave_something_of_each(client, place, written)
    path, bare_path = reverse("lesson", args=place), reverse("lesson", args=[course.slug, bare.slug])
    client.get(bare_path), client.get(path)
    _answer, without = counted(client, bare_path)

    answer, queries = counted(client, path)

    page = answer.content.decode()
    for stands in ("Because of", "Text of the room.", "hx-sorted", "75 %"):
        assert stands in page, stands
    assert len(queries) <= len(without) + 3, "\n".join(queries)
    assert len(queries) <= 6, "\n".join(queries)


def leave_something_of_each(client, place: list[str], written: list) -> None:
    """Answer the question, go one step in the case, sort the cards, score in the package."""
    question, case, exercise, package = (each.activity.translation_key for each in written)
    scored = {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": f"urn:uuid:{package}"},
        "result": {"score": {"raw": 3, "max": 4}},
    }
    gate = {"way": signed_way(case, []), "choice": str(key_of("choice", f"{written[1].code}/gate/a"))}
    cards = {"group-dose": "share", "reason-dose": "needs", "group-camp": "keep", "reason-camp": "harm"}
    for address, sent in (
        (reverse("answer", args=[*place, question]), right_answer(written[0])),
        (reverse("answer", args=[*place, case]), gate),
        (reverse("block_handler", args=[*place, exercise, "root", "play", ""]), {"move": 0, **cards}),
        (reverse("answer", args=[*place, package]), {"statement": json.dumps(scored)}),
    ):
        assert client.post(address, sent).status_code in (200, 302, 303), address


@pytest.mark.parametrize("courses", [1, 200])
def test_my_learning_costs_six_queries_for_1_or_200_courses(client, course, learner, courses):
    add_courses(course, how_many=courses)
    keys = CompiledCourse.objects.filter(slug__startswith="copy-").values_list("course_key", flat=True)
    edition = CourseEdition.objects.filter(course_key=course.key).last()
    Enrolment.objects.bulk_create(
        Enrolment(learner=learner, course_key=key, edition=edition, started_at=timezone.now(), total=4)
        for key in keys
    )
    client.get("/learn/")
    answer, queries = counted(client, "/learn/")
    assert answer.status_code == 200
    assert len(queries) <= 6, "\n".join(queries)


def test_the_coordinators_page_costs_six_queries(client, course):
    from lms.accounts.api import grant
    from lms.coordination.counting import count_all

    coordinator = make_learner()
    grant(coordinator, "coordinator")
    client.force_login(coordinator)
    count_all()
    client.get("/coordination/")
    answer, queries = counted(client, "/coordination/")
    assert answer.status_code == 200
    assert len(queries) <= 6, "\n".join(queries)


def test_a_changed_answer_is_never_hidden_by_a_kept_copy(client, course, learner):
    etag = client.get(lesson_path(course))["ETag"]
    client.post(lesson_path(course) + "read/")
    assert client.get(lesson_path(course), headers={"if-none-match": etag}).status_code == 200


def test_a_kept_copy_of_one_reader_is_not_confirmed_to_another(client, course, learner):
    etag = client.get(lesson_path(course))["ETag"]
    client.force_login(make_learner())
    assert client.get(lesson_path(course), headers={"if-none-match": etag}).status_code == 200


def test_an_unpublished_lesson_is_gone_at_once_although_it_was_kept_in_memory(client, course, learner):
    assert client.get(lesson_path(course)).status_code == 200
    course.lessons[1].unpublish()
    assert client.get(lesson_path(course)).status_code == 404


def test_a_kept_copy_does_not_outlive_signing_out(client, course, learner):
    etag = client.get(lesson_path(course))["ETag"]
    client.logout()
    assert client.get(lesson_path(course), headers={"if-none-match": etag}).status_code == 302


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def test_all_script_and_style_of_a_lesson_weigh_at_most_25_kilobytes(client, course, learner):
    page = client.get(lesson_path(course)).content.decode()
    files = re.findall(rf'(?:src|href)="{settings.STATIC_URL}([^"]+\.(?:js|css))"', page)
    total = 0
    for name in files:
        with open(finders.find(name), "rb") as file:
            total += compressed(file.read())
    assert len(files) >= 3
    assert total <= 25_000, (total, files)
    assert len(files) + 1 + 3 <= 8


def test_my_learning_suggests_a_few_courses_and_leads_to_all(client, course, learner):
    add_courses(course, how_many=5)
    count_publication()
    page = client.get("/learn/")
    assert len(page.context["page"].other_courses) == 3
    assert 'href="/courses/"' in page.content.decode().split('id="others"')[1]
