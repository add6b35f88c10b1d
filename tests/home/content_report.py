"""What the library's lessons and cases are made of: for the suite and for ``./run prove content``."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from casestudies.frozen import frozen_content
from casestudies.models import Case, CaseStudyPage, CompiledStudy
from courses.api import told_once, wording_marks
from courses.content.open_marks import open_marks
from courses.content.passages import fact_codes_of, passages_of
from courses.content.rules import lesson_minutes
from courses.evidence.rules import unsourced_numbers
from courses.languages.rules import reading_grade, word_count
from courses.models import CompiledLesson, LessonPage
from lms.home.packages.importing import LIBRARY


@dataclass(frozen=True)
class Row:
    """One text of the library in one language. ``numbers`` and ``marks`` name what stands open."""

    code: str
    language: str
    words: int
    minutes: float
    # What is folded beside the text, and read by who opens it.
    folded: float
    grade: float | None
    facts: int
    questions: int
    marks: tuple[str, ...]
    numbers: tuple[str, ...]

    def line(self) -> str:
        grade = f"{self.grade:5.1f}" if self.grade is not None else "    -"
        return (
            f"{self.code:32} {self.language} {self.words:5} {self.minutes:5.1f} {self.folded:5.1f} {grade} "
            f"{self.facts:5} {self.questions:5} {len(self.marks):5} {len(self.numbers):5}"
        )


HEADING = f"{'text':32} in words  min  fold grade facts quest marks numbs"


def lesson_rows() -> Iterator[Row]:
    """Give a row for every published lesson in every language it is written in."""
    artifacts = {(row.lesson_key, row.language): row.artifact for row in CompiledLesson.objects.all()}
    for page in LessonPage.objects.live().select_related("locale").order_by("code", "locale__language_code"):
        language = page.locale.language_code
        artifact = artifacts[page.translation_key, language]
        yield _row(page.code, page, artifact, len(artifact["activities"]))


def _row(code: str, page, artifact: dict, questions: int) -> Row:
    language = page.locale.language_code
    open_now = open_marks(page).marks
    text = "\n".join(words for _place, words in passages_of(page))
    return Row(
        code=code,
        language=language,
        words=artifact["words"],
        minutes=artifact["minutes"],
        folded=artifact.get("minutes_folded", 0),
        grade=reading_grade(text, language),
        facts=len(fact_codes_of(page)),
        questions=questions,
        marks=tuple(f"{mark.kind}: {mark.words}" for mark in open_now if mark.kind != "number"),
        numbers=tuple(mark.words for mark in open_now if mark.kind == "number"),
    )


def case_rows() -> Iterator[Row]:
    """Give a row for every published case; words and minutes are those of its longest way."""
    for case in Case.objects.filter(live=True).select_related("locale").order_by("code"):
        content, language = frozen_content(case), case.locale.language_code
        text = "\n".join(_texts_of_case(content))
        facts = [fact for point in content["points"] for fact in point["facts"]]
        words = word_count(content["reading_text"])
        yield Row(
            code=case.code,
            language=language,
            words=words,
            minutes=lesson_minutes(words, language, []),
            folded=0,
            grade=reading_grade(text, language),
            facts=len({fact["code"] for fact in facts}),
            questions=len(content["points"]),
            marks=tuple(_hurting(text, language)),
            numbers=tuple(
                found.around for found in unsourced_numbers(text, [" ".join(fact.values()) for fact in facts])
            ),
        )


def _texts_of_case(content: dict) -> Iterator[str]:
    yield from (content["title"], content["opening"], content["content_note"])
    for point in content["points"]:
        yield from (point["text"], point["weighs"])
        for choice in point["choices"]:
            yield from (choice["text"], choice["consequence"], choice["reason"], choice["comment"])
    for ending in content["endings"]:
        yield from (ending["text"], ending["holds"])


def _hurting(text: str, language: str) -> Iterator[str]:
    marks = told_once(wording_marks(text, language=language, position="body"))
    yield from (f"wording: {mark.words}" for mark in marks if mark.severity != "info")


def study_rows() -> Iterator[Row]:
    """Give a row for every published case study; its dilemmas stand where a lesson has questions."""
    for study in CaseStudyPage.objects.live().select_related("locale").order_by("slug"):
        artifact = CompiledStudy.objects.get(study_key=study.translation_key, language="en").artifact
        yield _row(study.slug, study, artifact, len(artifact["dilemmas"]))


def all_rows() -> list[Row]:
    """Return every text of the library, lessons first."""
    return [*lesson_rows(), *case_rows(), *study_rows()]


def unexplained(rows: list[Row]) -> dict[str, list[str]]:
    """Return what stands open in the library without a reason, and reasons for what does not stand there."""
    found: dict[str, list[str]] = {}
    explained = {code: [each["words"] for each in given] for code, given in _reasons().items()}
    for row in rows:
        words = explained.get(row.code, [])
        found.setdefault(row.code, []).extend(row.numbers)
        found[row.code] += [
            mark for mark in row.marks if not any(word.casefold() in mark.casefold() for word in words)
        ]
    marks = " ".join(mark for row in rows for mark in row.marks)
    for code, words in explained.items():
        found.setdefault(code, []).extend(
            f"no such mark: {word}" for word in words if word.casefold() not in marks.casefold()
        )
    return {code: what for code, what in found.items() if what}


def _reasons() -> dict[str, list[dict[str, str]]]:
    return yaml.safe_load((LIBRARY / "open-marks.yaml").read_text("utf-8"))
