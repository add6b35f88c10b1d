"""A draft as a learner will see it: compiled like a publication, shown without keeping anything."""

from uuid import UUID, uuid4

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from courses.activities.contract import ActivityView, LearnerState, PlacedActivity
from courses.activities.registry import UnknownKind, kind_of
from courses.content.compile import compile_course, compile_lesson, lesson_card
from courses.content.models import CompiledCourse, CoursePage, LessonPage, Profession
from courses.content.shelf import Course, build_course, build_lesson


def preview_context(lesson: LessonPage, request, context: dict) -> dict:
    """Return what the learner's lesson page is given, made from a draft; every activity is unanswered."""
    artifact = compile_lesson(lesson)
    course = _course_around(lesson, lesson_card(artifact))
    card = next(card for card in course.lessons if card.key == UUID(artifact["key"]))
    body = build_lesson(artifact, card, course.key)
    before, after = course.neighbours(card)
    return {
        **context,
        "course": course,
        "lesson": body,
        "card": card,
        "pieces": [_shown(piece, body.activities, request) for piece in body.pieces],
        "is_done": False,
        "done_lessons": frozenset(),
        "is_test_done": False,
        # A draft is never shown from memory.
        "outline_seed": uuid4(),
        "previous_lesson": before,
        "next_lesson": after,
        "is_learner": True,
        "LANGUAGE_CODE": card.language,
    }


def _course_around(lesson: LessonPage, card: dict) -> Course:
    """Return the course as published, or as drafted, with the drafted lesson in its place."""
    module = lesson.get_parent()
    page = module.get_parent().specific
    data = _course_data(page)
    places = [cards["lessons"] for cards in data["modules"]]
    found = next((cards for cards in places if any(one["key"] == card["key"] for one in cards)), None)
    if found is not None:
        found[:] = [card if one["key"] == card["key"] else one for one in found]
    else:
        data["modules"].append({"title": module.title, "lessons": [card]})
    names = {row.code: row.name_in(data["language"]) for row in Profession.objects.all()}
    return build_course(data, None, [], names)


def _course_data(page: CoursePage) -> dict:
    compiled = CompiledCourse.objects.filter(
        course_key=page.translation_key, language=page.locale.language_code
    ).first()
    return compiled.artifact if compiled else compile_course(page, [], None)


def _shown(piece: dict, activities: dict[UUID, PlacedActivity], request) -> dict:
    if "activity" not in piece:
        return piece
    return {"type": "activity", "html": _unanswered(activities[UUID(piece["activity"])], request)}


def _unanswered(placed: PlacedActivity, request) -> SafeString:
    """Render an activity that nobody can answer: its form is shown and switched off."""
    try:
        html = kind_of(placed.kind).render(placed, LearnerState(), ActivityView(request=request, action=""))
    except UnknownKind:
        sentence = _("This activity is of a kind that this site does not know.")
        return format_html('<p class="note">{}</p>', sentence)
    return format_html('<fieldset disabled class="preview-only">{}</fieldset>', mark_safe(html))
