"""Reads a package's files into plans that the floors below can write."""

from datetime import date
from pathlib import Path

from assessments.api import EndTestPlan, QuestionPlan
from courses.api import (
    CoursePlan,
    LessonPlan,
    ModulePlan,
    ObjectivePlan,
    is_lesson_slug_taken,
)
from lms.home.packages.choices import choice_plan, other_plans, scene_plan, translated
from lms.home.packages.keys import key_of, own_key
from lms.home.packages.lesson_text import PackageError, read_lesson
from lms.home.packages.yaml_files import read_yaml

# What a careful colleague needs to answer; the reading itself is counted in words.
PRACTICE_MINUTES = 0.7
TEST_MINUTES_PER_QUESTION = 1.0


class Package:
    """A course package in a folder. Reading is lazy; nothing is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course_data = read_yaml(folder / "course.yaml")
        self.code = self.course_data["id"]

    def test_plan(self) -> EndTestPlan | None:
        """Return the end test; None for a course without one."""
        data = self.course_data.get("test")
        if data is None:
            return None
        return EndTestPlan(
            key=own_key("activity", data["id"], data),
            code=data["id"],
            title=data["title"],
            pool=self.pool,
            pass_mark=data["pass_mark"],
            blueprint=tuple(data["blueprint"]),
            explanations_from=self.explanations_from,
        )

    @property
    def pool(self) -> str:
        """The code of the pool that the end test draws from."""
        return self.course_data.get("test", {}).get("pool", self.code)

    @property
    def explanations_from(self) -> date | None:
        """The day from which the test explains its answers; None for at once. Raises PackageError."""
        day = self.course_data.get("test", {}).get("explanations_from")
        if day is None or type(day) is date:
            return day
        raise PackageError(f"course.yaml: explanations_from must be a day such as 2026-12-03, not {day}.")

    def languages(self) -> list[str]:
        """Return the languages the package is translated into, the source left out."""
        return [code for code in self.course_data["languages"] if code != "en"]

    def lesson_codes(self) -> list[str]:
        """Return the ids of all lessons in order."""
        return [code for module in self.course_data["modules"] for code in module["lessons"]]

    def course_plan(self) -> CoursePlan:
        """Return the course in its source language."""
        data, test = self.course_data, self.test_plan()
        return CoursePlan(
            key=own_key("course", self.code, data),
            slug=self.code,
            title=data["title"],
            outward_name=data["outward_name"],
            summary=data["summary"],
            able_to=tuple(data["able_to"]),
            professions=tuple(data["audience"]),
            competencies=dict(data["competencies"]),
            valid_months=data["valid_months"],
            is_invented=data["invented"],
            modules=tuple(self._module(module) for module in data["modules"]),
            test_key=test.key if test else None,
        )

    def _module(self, module: dict) -> ModulePlan:
        lessons = tuple(self.lesson_plan(code, "en") for code in module["lessons"])
        return ModulePlan(own_key("module", module["id"], module), module["id"], module["title"], lessons)

    def lesson_plan(self, code: str, language: str, objectives: dict[str, str] | None = None) -> LessonPlan:
        """Return one lesson in one language; ``objectives`` gives translated texts by id."""
        path = self.folder / "lessons" / f"{code}.{language}.md"
        if is_lesson_slug_taken(code):
            raise PackageError(f"{path.name}: “{code}” is the address of another page. Choose another id.")
        lesson = read_lesson(path.read_text(encoding="utf-8"), key_of("lesson", code), path.name)
        return LessonPlan(
            key=own_key("lesson", code, lesson.meta),
            code=code,
            title=lesson.meta["title"],
            load=lesson.meta["load"],
            content_note=lesson.meta["content_note"],
            expert_review=tuple(lesson.meta["expert_review"]),
            is_sensitive=bool(lesson.meta.get("sensitive", False)),
            objectives=tuple(self._objective(code, objectives) for code in lesson.meta["objectives"]),
            body=lesson.body,
        )

    def _objective(self, code: str, texts: dict[str, str] | None) -> ObjectivePlan:
        data = self.course_data["objectives"][code]
        return ObjectivePlan(
            own_key("objective", code, data), code, data["level"], (texts or {}).get(code, data["text"])
        )

    def translated_plan(self, language: str) -> CoursePlan:
        """Return the course in ``language`` with the lessons that are translated."""
        texts = read_yaml(self.folder / f"course.{language}.yaml")
        source = self.course_plan()
        titles = {module["id"]: module["title"] for module in texts["modules"]}
        modules = tuple(
            ModulePlan(
                module.key,
                module.code,
                titles[module.code],
                tuple(
                    self.lesson_plan(lesson.code, language, texts["objectives"])
                    for lesson in module.lessons
                    if (self.folder / "lessons" / f"{lesson.code}.{language}.md").exists()
                ),
            )
            for module in source.modules
            if module.code in titles
        )
        return CoursePlan(
            **{
                **vars(source),
                "title": texts["title"],
                "outward_name": texts["outward_name"],
                "summary": texts["summary"],
                "able_to": tuple(texts["able_to"]),
                "modules": modules,
            }
        )

    def test_title(self, language: str) -> str:
        """Return the title of the end test in ``language``; "" where nobody translated it."""
        return read_yaml(self.folder / f"course.{language}.yaml").get("test", {}).get("title", "")

    def questions(self) -> list[QuestionPlan]:
        """Return every question in the source language."""
        return [
            self._question(data)
            for path in sorted((self.folder / "questions").glob("*.yaml"))
            if len(path.suffixes) == 1
            for data in read_yaml(path)
        ]

    def _question(self, data: dict) -> QuestionPlan:
        practice = data["use"] == "practice"
        return QuestionPlan(
            key=own_key("question", data["id"], data),
            code=data["id"],
            kind=data["type"],
            stem=data.get("stem") or data["statement"],
            is_true=data.get("answer"),
            choices=tuple(choice_plan(data, choice) for choice in data["choices"]),
            objective=data["objective"],
            difficulty=data["difficulty"],
            facts=tuple(data.get("facts", [])),
            pool="" if practice else self.pool,
            form=data["use"][-1] if data["use"] in ("form-a", "form-b") else "",
            activity_key=own_key("activity", data["id"], data, "activity") if practice else None,
            minutes=float(data.get("minutes", PRACTICE_MINUTES)) if practice else 1,
            others=other_plans(data),
            unit=str(data.get("unit", "")),
            reasons=tuple(choice_plan(data, reason) for reason in data.get("reasons", ())),
            scene=scene_plan(data),
            needs_lesson=data.get("needs_lesson") is True,
        )

    def translated_questions(self, language: str) -> list[QuestionPlan]:
        """Return the questions translated into ``language``; rightness and places are the source's."""
        sources = {plan.code: plan for plan in self.questions()}
        return [
            translated(sources[data["id"]], data)
            for path in sorted((self.folder / "questions").glob(f"*.{language}.yaml"))
            for data in read_yaml(path)
        ]
