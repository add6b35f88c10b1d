"""Which courses of the catalogue fit what a reader chose, and what there is to choose."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from django.http import QueryDict

from courses.content.findable import Findable
from courses.content.shelf import Course

# Minutes of a whole course, up to and including.
LENGTHS = (30, 60, 120)


@dataclass(frozen=True)
class Choice:
    """What a reader chose, by code; "" is anything. ``minutes`` is an upper limit."""

    profession: str = ""
    competency: str = ""
    language: str = ""
    minutes: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> "Choice":
        """Read the form; whatever it may not hold finds nothing and harms nothing."""
        return cls(**{field.name: sent.get(field.name, "")[:60] for field in fields(cls)})

    @property
    def chosen(self) -> list[str]:
        """The names of what was chosen."""
        return [field.name for field in fields(self) if getattr(self, field.name)]

    def without(self, name: str) -> "Choice":
        """Return the choice with one thing let go."""
        return replace(self, **{name: ""})

    def fits(self, found: Course | Findable) -> bool:
        """Return whether a course, or what is found beside the courses, has everything that was chosen."""
        limit = int(self.minutes) if self.minutes.isdecimal() else 0
        return (
            (not self.profession or self.profession in found.professions)
            and (not self.competency or self.competency in {one["code"] for one in found.competencies})
            and (not self.language or self.language in dict(found.languages))
            and (not self.minutes or (found.minutes is not None and found.minutes <= limit))
        )


@dataclass(frozen=True)
class Options:
    """What leads to at least one course: (code, name) pairs, and upper limits of minutes."""

    professions: tuple[tuple[str, str], ...]
    competencies: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    lengths: tuple[int, ...]


def options_of(courses: Iterable[Course]) -> Options:
    """Return what readers may choose among ``courses``, names in order."""
    courses = list(courses)
    professions: dict[str, str] = {}
    for course in courses:
        professions |= zip(course.professions, course.profession_names, strict=True)
    competencies = {one["code"]: one["name"] for course in courses for one in course.competencies}
    languages = {code: name for course in courses for code, name in course.languages}
    return Options(
        professions=_by_name(professions),
        competencies=_by_name(competencies),
        languages=tuple(languages.items()),
        lengths=tuple(limit for limit in LENGTHS if any(course.minutes <= limit for course in courses)),
    )


def _by_name(names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda pair: pair[1].casefold()))
