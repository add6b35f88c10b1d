"""The record of learning as a PDF: tagged, with column headings that repeat on every page."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lms.certificates import lettering, wording
from lms.certificates.queries import issuer_block, this_issuer
from lms.certificates.record import LearningRecord, RecordedAward

TEMPLATE = Path(__file__).parent / "record.typ"


def record_pdf(record: LearningRecord) -> bytes:
    """Set a record in the active language."""
    import typst

    return typst.compile(
        TEMPLATE,
        font_paths=[lettering.FOLDER],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(_what_is_said(record))},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(timezone.now().timestamp()),
    )


def _what_is_said(record: LearningRecord) -> dict:
    today = timezone.localdate()
    return {
        "title": _("Record of learning"),
        "issuer": this_issuer(issuer_block(), language=get_language()).name,
        "language": get_language(),
        "date": {"year": today.year, "month": today.month, "day": today.day},
        "as_of": _("As of %(day)s") % {"day": wording.day(today)},
        "invented": _("Invented data") if settings.DEMO else None,
        "names": list(record.names),
        "hours_label": _("Learning time in all"),
        "hours": hours_in_all(record),
        "formula": formula_in_all(record),
        "tables": [_courses(record), _entries(record), _awards(record)],
        "nothing": _("Nothing yet.") if not (record.courses or record.awards or record.entries) else None,
        "check_at": _("Every certificate can be checked at its own address; this record is not signed."),
    }


def hours_in_all(record: LearningRecord) -> str:
    """Say the learning time in clock hours and academic hours."""
    time = record.time
    if not time.academic_hours:
        return wording.learning_time(time)
    return f"{wording.learning_time(time)} · {wording.academic_hours(time)}"


def formula_in_all(record: LearningRecord) -> str:
    """Say how the hours in all were reckoned."""
    time = record.time
    if record.entries:
        return _("%(minutes)s minutes of courses and events ÷ 60, for academic hours ÷ 45, rounded down") % {
            "minutes": time.minutes
        }
    return wording.formula_of_both(time) if time.academic_hours else wording.time_formula(time)


def lessons_done(course) -> str:
    """Say how many lessons of a course are done."""
    numbers = {"done": course.lessons_done, "lessons": course.lessons}
    return (
        ngettext("%(done)s of %(lessons)s lesson", "%(done)s of %(lessons)s lessons", course.lessons)
        % numbers
    )


def course_state(course) -> str:
    """Say when a course was completed, and that experts have still to sign it; or that it is going on."""
    if course.completed_at is None:
        return _("in progress")
    if course.is_pilot:
        return _("%(day)s (pilot edition)") % {"day": wording.day(course.completed_at)}
    return wording.day(course.completed_at)


def _courses(record: LearningRecord) -> dict:
    return {
        "title": _("Courses"),
        "columns": [_("Course"), _("Begun"), _("Completed"), _("Lessons"), _("Minutes")],
        "widths": ["1fr", "auto", "auto", "auto", "auto"],
        "rows": [
            [
                _text(course.outward_name, course.language),
                _text(wording.day(course.started_at)),
                _text(course_state(course)),
                _text(f"{course.lessons_done}/{course.lessons}"),
                _text(str(course.minutes)),
            ]
            for course in record.courses
        ],
    }


def _entries(record: LearningRecord) -> dict:
    return {
        "title": _("Events"),
        "columns": [_("Event"), _("Kind"), _("Day"), _("Minutes")],
        "widths": ["1fr", "auto", "auto", "auto"],
        "rows": [
            [
                _text(entry.title, entry.language),
                _text(entry.kind),
                _text(wording.day(entry.day)),
                _text(str(entry.minutes)),
            ]
            for entry in record.entries
        ],
    }


def _awards(record: LearningRecord) -> dict:
    return {
        "title": _("Certificates"),
        "columns": [_("Certificate"), _("Issued on"), _("Valid until"), _("State"), _("Code")],
        "widths": ["1fr", "auto", "auto", "auto", "auto"],
        "rows": [_award(each) for each in record.awards],
    }


def _award(each: RecordedAward) -> list[dict]:
    award = each.award
    return [
        _text(award.title, award.title_language),
        _text(wording.day(award.awarded_at)),
        _text(wording.end_of_validity(each.valid_until)),
        _text(each.standing_word),
        _text(award.shown_code) | {"address": award.verify_address},
    ]


def _text(words: str, language: str = "") -> dict:
    return {"words": words, "language": language or get_language(), "address": None}
