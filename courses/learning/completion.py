"""Whether a course is complete, for whoever states it to a stranger."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.content.models import CourseEdition, ExpertSignature, PublishedVersion
from courses.content.queries import (
    course_by_key,
    newest_edition,
    published_version,
    remembered_version,
    unsigned_reviews,
)
from courses.content.shelf import Course
from courses.learning.events.queries import TakenEvent, counted_event
from courses.learning.models import Enrolment, OutcomeRecord
from courses.learning.queries import completed_keys, demands_of, enrolment_of, missing_in
from courses.learning.rules import missing_items
from courses.told import asked_key, key_told

# Asked whenever a certificate is claimed: an enrolment with its edition, the number of the last publication,
# and a row for each signature under one of the lessons named. Written out: four statements in one.
_STANDING = f"""
    SELECT enrolment.*, edition.number AS edition_number, edition.minutes AS edition_minutes,
        (SELECT number FROM {PublishedVersion._meta.db_table} WHERE id = 1) AS version,
        signature.lesson_key AS signed_lesson, signature.field AS signed_field
    FROM {Enrolment._meta.db_table} enrolment
    JOIN {CourseEdition._meta.db_table} edition ON edition.id = enrolment.edition_id
    LEFT JOIN {ExpertSignature._meta.db_table} signature ON signature.lesson_key IN (%s)
    WHERE enrolment.learner_id = %%s AND enrolment.course_key = %%s
"""  # noqa: S608  (names of tables, nothing that anybody sends)


@dataclass(frozen=True)
class AskedAnew:
    """What a course asks of somebody who finished it once: what it has gained since, and its test again.

    ``lessons`` are those of the newest edition that the learner has not done. ``test_passed_at`` is when the
    test was passed last since the moment asked about, None while it was not. ``event`` is what stands in for
    it: the last event that counts for the course and was attended since. ``minutes`` are the edition's.
    """

    edition_number: int
    minutes: float
    lessons: tuple[UUID, ...]
    test_key: UUID | None
    test_passed_at: datetime | None
    event: TakenEvent | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to do."""
        return not self.lessons and (self.test_key is None or self.is_test_met)

    @property
    def is_test_met(self) -> bool:
        """Whether the test was passed once more, or an event stands in for it."""
        return self.test_passed_at is not None or self.event is not None


@dataclass(frozen=True)
class Completion:
    """A learner's completion of a course: when, by which edition, and what is still missing.

    ``minutes`` are the edition's; ``unsigned_reviews`` are the (lesson key, field) pairs that make
    the course a pilot edition.
    """

    course_key: UUID
    completed_at: datetime | None
    edition_number: int
    minutes: float
    missing: tuple[UUID, ...]
    unsigned_reviews: tuple[tuple[UUID, str], ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything asked for is done."""
        return self.completed_at is not None

    @property
    def is_pilot(self) -> bool:
        """Whether an expert's signature is still missing."""
        return bool(self.unsigned_reviews)


def completion_of(learner, course_key: UUID, *, version: int | None = None) -> Completion | None:
    """Return where a learner stands in a course, or None when not enrolled.

    ``version`` spares the query for the number of the last publication where it is known.
    """
    enrolment = enrolment_of(learner.pk, course_key)
    if enrolment is None:
        return None
    course = course_by_key(course_key, "en", version)
    return _completion(enrolment, enrolment.edition, unsigned_reviews(course) if course else [])


def course_and_completion(
    learner, course_key: UUID, language: str
) -> tuple[Course | None, Completion | None]:
    """Return a published course in a language, and where a learner stands in it; None when not enrolled.

    One query. One or two more where something was published since this process last read courses, two more
    while the learner has not finished.
    """
    version, rows = _standing(learner.pk, course_key)
    if not rows:
        return None, None
    source = course_by_key(course_key, "en", version)
    signed = {(key_told(row.signed_lesson), row.signed_field) for row in rows if row.signed_field}
    unsigned = [review for review in source.expert_reviews if review not in signed] if source else []
    edition = CourseEdition(number=rows[0].edition_number, minutes=rows[0].edition_minutes)
    return course_by_key(course_key, language, version), _completion(rows[0], edition, unsigned)


def _standing(learner_id: int, course_key: UUID) -> tuple[int, list[Enrolment]]:
    """Return the number of the last publication, and the rows that tell how things stand by it."""
    guess = remembered_version()
    version = published_version() if guess is None else guess
    rows = _rows(learner_id, course_key, version)
    newest = (rows[0].version or 0) if rows else version
    if newest == version:
        return version, rows
    # Other signatures may be asked for by now.
    return newest, _rows(learner_id, course_key, newest)


def _rows(learner_id: int, course_key: UUID, version: int) -> list[Enrolment]:
    """Ask ``_STANDING`` with the lessons that a publication of the course wants signed."""
    course = course_by_key(course_key, "en", version)
    lessons = dict.fromkeys(key for key, _field in course.expert_reviews) if course else {}
    *signed, asked = map(asked_key, [*lessons, course_key])
    statement = _STANDING % (", ".join(["%s"] * len(signed)) or "NULL")
    return list(Enrolment.objects.raw(statement, [*signed, learner_id, asked]))


def _completion(enrolment: Enrolment, edition: CourseEdition, unsigned: list[tuple[UUID, str]]) -> Completion:
    return Completion(
        course_key=enrolment.course_key,
        completed_at=enrolment.completed_at,
        edition_number=edition.number,
        minutes=float(edition.minutes),
        missing=tuple(missing_in(enrolment)),
        unsigned_reviews=tuple(unsigned),
    )


def asked_anew(learner, course_key: UUID, *, since: datetime | None) -> AskedAnew | None:
    """Return what the newest edition asks of a learner who finished an earlier one, or None before the first.

    The test counts when it was passed after ``since``, at any time where that is None. An event stands in
    for it only where there is such a moment. Three queries, four where the test was not passed.
    """
    edition = newest_edition(course_key)
    if edition is None:
        return None
    done = completed_keys(learner.pk, [course_key]).get(course_key, set())
    missing = missing_items(demands_of(edition), done)
    passed_at = _last_passed(learner, edition.test_key, since) if edition.test_key else None
    return AskedAnew(
        edition_number=edition.number,
        minutes=float(edition.minutes),
        lessons=tuple(key for key in missing if key != edition.test_key),
        test_key=edition.test_key,
        test_passed_at=passed_at,
        event=_event_instead(learner, course_key, since) if edition.test_key and not passed_at else None,
    )


def _event_instead(learner, course_key: UUID, since: datetime | None) -> TakenEvent | None:
    return None if since is None else counted_event(learner, course_key, since)


def _last_passed(learner, test_key: UUID, since: datetime | None) -> datetime | None:
    passed = OutcomeRecord.objects.filter(learner=learner, activity_key=test_key, completed=True)
    if since is not None:
        passed = passed.filter(recorded_at__gte=since)
    return passed.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
