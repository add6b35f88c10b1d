"""Courses that serve competencies, and the professions these are asked of: the ground of shortages."""

from uuid import uuid4

from courses.api import load_regions, write_competency, write_profession
from courses.models import Competency, CourseCompetency
from tests.factories import MadeCourse, make_course, publish


def serve(course: MadeCourse, *codes: str) -> None:
    """Let a course serve competencies, as an author would."""
    course.page.course_competencies = [
        CourseCompetency(competency=Competency.objects.get(code=code), level=1) for code in codes
    ]
    publish(course.page)


def make_ground() -> list[MadeCourse]:
    """Make two courses: one for listening and figures, one for listening alone."""
    load_regions()
    for position, code in enumerate(("teacher", "journalist")):
        write_profession(code=code, names={"en": code}, position=position)
    for code, asked in (("listening", ["teacher", "journalist"]), ("figures", ["teacher"])):
        write_competency(
            key=uuid4(),
            code=code,
            cluster="support",
            name=code.title(),
            outward_name=f"Outward {code}",
            professions=asked,
        )
    made = [make_course(lessons=1, practice=0, questions=0) for _ in range(2)]
    serve(made[0], "listening", "figures")
    serve(made[1], "listening")
    return made
