"""Whether a course is complete, for whoever states it to a stranger."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.content.queries import course_by_key, unsigned_reviews
from courses.learning.queries import enrolment_of, missing_in


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
    return Completion(
        course_key=course_key,
        completed_at=enrolment.completed_at,
        edition_number=enrolment.edition.number,
        minutes=float(enrolment.edition.minutes),
        missing=tuple(missing_in(enrolment)),
        unsigned_reviews=tuple(unsigned_reviews(course)) if course else (),
    )
