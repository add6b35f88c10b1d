"""The record of learning: what somebody has begun, finished and been awarded, as it is today."""

from dataclasses import dataclass, replace
from datetime import date

from courses.api import RecordedCourse, recorded_courses
from lms.accounts.api import profile_of
from lms.certificates import lettering, wording
from lms.certificates.entries import RecordEntry, entries_of
from lms.certificates.models import Award
from lms.certificates.queries import awards_of, checked
from lms.certificates.rules import CertifiedTime, Standing, hours_of, plain_text


@dataclass(frozen=True)
class RecordedAward:
    """One certificate: what it is worth today, and where a stranger checks it."""

    award: Award
    standing: Standing
    standing_word: str
    valid_until: date | None

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today."""
        return self.standing in (Standing.VALID, Standing.PILOT)


@dataclass(frozen=True)
class LearningRecord:
    """All of it, the newest first. ``names`` is empty where the reader is not to know whose it is."""

    names: tuple[str, ...]
    courses: tuple[RecordedCourse, ...]
    awards: tuple[RecordedAward, ...]
    entries: tuple[RecordEntry, ...]

    @property
    def time(self) -> CertifiedTime:
        """The learning time of everything in it."""
        minutes = sum(course.minutes for course in self.courses)
        return hours_of(minutes + sum(entry.minutes for entry in self.entries))


def record_of(learner, language: str, *, with_name: bool) -> LearningRecord:
    """Return a learner's record as it is now. Raises SigningRefused when no key may be read.

    Read anew each time, so that a certificate withdrawn yesterday says so today. A course that is published
    no more goes by the name on its certificate, and is left out where it has none.
    """
    awards = tuple(_recorded(award) for award in awards_of(learner))
    titles = {each.award.course_key: each.award for each in reversed(awards)}
    courses = recorded_courses(learner, language)
    return LearningRecord(
        names=tuple(printable_names(learner)) if with_name else (),
        courses=tuple(_named(course, titles) for course in courses if _has_name(course, titles)),
        awards=awards,
        entries=tuple(entries_of(learner)),
    )


def printable_names(learner) -> list[str]:
    """Return the learner's own full name in each script it can be printed in."""
    profile = profile_of(learner)
    names = [plain_text(name) for name in (profile.full_name, profile.latin_name) if name]
    return [name for name in dict.fromkeys(names) if name and not lettering.unprintable_letters(name)]


def _has_name(course: RecordedCourse, titles: dict) -> bool:
    return bool(course.outward_name) or course.course_key in titles


def _named(course: RecordedCourse, titles: dict) -> RecordedCourse:
    if course.outward_name:
        return course
    award = titles[course.course_key]
    return replace(course, outward_name=award.title, language=award.title_language)


def _recorded(award: Award) -> RecordedAward:
    found = checked(award)
    return RecordedAward(
        award=award,
        standing=found.standing,
        standing_word=wording.standing_word(found.standing),
        valid_until=found.valid_until,
    )
