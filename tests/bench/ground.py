"""Fills a demo with what three years leave behind, and prints who may go where as JSON.

200 courses on the shelf, a learner with 20 of them, 40 outcomes in each and ten certificates;
2,000 other learners for the coordinator's totals; people who are about to take a test or to claim;
a test of 200 questions with 5,000 finished attempts.
"""

import json
import random
import uuid
from datetime import timedelta

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.items.counting import count_attempts  # noqa: E402
from assessments.models import Attempt, EndTest, Pool, Question, QuestionVersion  # noqa: E402
from courses.api import (  # noqa: E402
    Outcome,
    count_publication,
    course_by_key,
    enrol,
    published_version,
    record_outcome,
)
from courses.models import Activity, ActivityState, CompiledCourse, CourseEdition, Enrolment  # noqa: E402
from lms.accounts.api import Profile, User, grant  # noqa: E402
from lms.accounts.consent import CONSENT_VERSION  # noqa: E402
from lms.certificates.api import claim_award  # noqa: E402

COURSES, ENROLMENTS, OUTCOMES, AWARDS = 200, 20, 40, 10
OTHERS, TAKERS, CLAIMERS = 2000, 24, 200
QUESTIONS, DRAWN, ATTEMPTS = 200, 20, 5000
SLUG = "common-core"
NOW = timezone.now()


def main() -> None:
    call_command("demo", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    course = CompiledCourse.objects.get(slug=SLUG, language="en")
    copies = put_copies_on_the_shelf(course)
    reader = person("reader@bench.example")
    give_history(reader, course.course_key, copies)
    add_others(course.course_key)
    add_large_test(course)
    takers = [person(f"taker{number}@bench.example") for number in range(TAKERS)]
    claimers = [person(f"claimer{number}@bench.example") for number in range(CLAIMERS)]
    finish_for(claimers, course.course_key)
    award = claim_award(learner=reader, course_key=copies[0], language="en")
    coordinator = person("coordinator@bench.example")
    grant(coordinator, "coordinator")
    trainer = person("trainer@bench.example")
    grant(trainer, "trainer")
    said = {
        "course": SLUG,
        "course_key": str(course.course_key),
        "reader": cookies(reader),
        "coordinator": cookies(coordinator),
        "trainer": cookies(trainer),
        "takers": [cookies(taker) for taker in takers],
        "claimers": [cookies(claimer) for claimer in claimers],
        "code": award.code,
    }
    print(json.dumps(said))  # noqa: T201


def person(address: str) -> User:
    made = User.objects.create_user(address)
    profile = Profile(user=made, display_name="Invented", consent_version=CONSENT_VERSION, consented_at=NOW)
    profile.full_name = profile.latin_name = "Invented Person"
    profile.save()
    return made


def cookies(somebody: User) -> str:
    """Return the Cookie header of a signed-in browser."""
    client = Client()
    client.force_login(somebody, backend="lms.accounts.backends.ScopedBackend")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def put_copies_on_the_shelf(course: CompiledCourse) -> list[uuid.UUID]:
    keys = [uuid.uuid4() for _ in range(COURSES - 1)]
    edition = CourseEdition.objects.filter(course_key=course.course_key).latest("number")
    for number, key in enumerate(keys):
        artifact = {**course.artifact, "key": str(key), "slug": f"copy-{number}", "title": f"Copy {number}"}
        CompiledCourse.objects.create(course_key=key, language="en", slug=f"copy-{number}", artifact=artifact)
        edition.pk, edition.course_key = None, key
        edition.save(force_insert=True)
    count_publication()
    return keys


def give_history(reader: User, course_key: uuid.UUID, copies: list[uuid.UUID]) -> None:
    first = course_by_key(course_key, "en", published_version()).lessons[0]
    enrol(learner=reader, course_key=course_key)
    for activity in first.activity_keys:
        done = Outcome(activity_key=activity, completed=True, score=1.0)
        record_outcome(learner=reader, course_key=course_key, outcome=done, idempotency_key=uuid.uuid4())
    for number, key in enumerate(copies[: ENROLMENTS - 1]):
        enrol(learner=reader, course_key=key)
        ActivityState.objects.bulk_create(
            ActivityState(
                learner=reader, course_key=key, activity_key=uuid.uuid4(), changed_at=NOW, completed_at=NOW
            )
            for _ in range(OUTCOMES)
        )
        if number < AWARDS:
            Enrolment.objects.filter(learner=reader, course_key=key).update(completed_at=NOW)
            claim_award(learner=reader, course_key=key, language="en")


def finish_for(claimers: list[User], course_key: uuid.UUID) -> None:
    for claimer in claimers:
        enrol(learner=claimer, course_key=course_key)
    Enrolment.objects.filter(learner__in=claimers).update(completed_at=NOW)


def add_others(course_key: uuid.UUID) -> None:
    chance = random.Random(7)
    edition = CourseEdition.objects.filter(course_key=course_key).latest("number")
    regions = list(apps.get_model("courses", "Region").objects.values_list("pk", flat=True))
    professions = list(apps.get_model("courses", "Profession").objects.values_list("pk", flat=True))
    people = User.objects.bulk_create(User(email=f"other{number}@bench.example") for number in range(OTHERS))
    Enrolment.objects.bulk_create(
        Enrolment(
            learner=somebody,
            course_key=course_key,
            edition=edition,
            profession_id=chance.choice(professions),
            region_id=chance.choice(regions),
            started_at=NOW - timedelta(days=chance.randrange(60)),
            total=4,
        )
        for somebody in people
    )


def add_large_test(course: CompiledCourse) -> None:
    """Put a course on the shelf whose test draws from 200 questions, with attempts of invented people."""
    activity = Activity.objects.create(code="bench-test", kind="end_test", title="Test", minutes=20)
    pool = Pool.objects.create(code="bench-pool", name="Pool")
    EndTest.objects.create(activity=activity, pool=pool, pass_mark=75, blueprint=[])
    keys = add_questions(pool)
    key = uuid.uuid4()
    test = {**course.artifact["test"], "key": str(activity.translation_key)}
    artifact = {**course.artifact, "key": str(key), "slug": "large-test", "test": test}
    CompiledCourse.objects.create(course_key=key, language="en", slug="large-test", artifact=artifact)
    count_publication()
    add_attempts(activity, key, keys)
    count_attempts()


def add_questions(pool: Pool) -> list[str]:
    known = QuestionVersion.objects.filter(language="en", content__kind="single").first()
    locale = Question.objects.filter(translation_key=known.question_key).first().locale
    made = Question.objects.bulk_create(
        Question(code=f"bench-{n}", stem=f"Question {n}, invented", pool=pool, locale=locale, live=True)
        for n in range(QUESTIONS)
    )
    QuestionVersion.objects.bulk_create(
        QuestionVersion(
            question_key=each.translation_key,
            language="en",
            number=1,
            source_number=1,
            content={
                **known.content,
                "question": str(each.translation_key),
                "code": each.code,
                "stem": each.stem,
            },
            content_hash=each.code,
        )
        for each in made
    )
    return [str(each.translation_key) for each in made]


def add_attempts(activity: Activity, course_key: uuid.UUID, keys: list[str]) -> None:
    chance = random.Random(11)
    choices = QuestionVersion.objects.get(question_key=keys[0]).content["choices"]
    right = next(each["id"] for each in choices if each["right"])
    people = User.objects.bulk_create(
        User(email=f"tested{number}@bench.example") for number in range(ATTEMPTS)
    )
    rows = []
    for learner in people:
        able = chance.random()
        marks = {key: float(chance.random() < able) for key in chance.sample(keys, DRAWN)}
        given = {
            key: {"choices": [right if mark else chance.choice(choices)["id"]]} for key, mark in marks.items()
        }
        rows.append(
            Attempt(
                learner=learner,
                activity_key=activity.translation_key,
                course_key=course_key,
                number=1,
                pass_mark=75,
                drawn=[{"question": key, "version": 1} for key in marks],
                answers=given,
                marks=marks,
                begun_at=NOW,
                submitted_at=NOW,
                score=sum(marks.values()) / DRAWN,
                passed=False,
                language=chance.choice(("en", "ru", "uz")),
            )
        )
    Attempt.objects.bulk_create(rows, batch_size=500)


if __name__ == "__main__":
    main()
