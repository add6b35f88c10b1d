"""A lesson to take along and read without a line."""

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_safe

from courses.content.saving import saved_lesson
from courses.learning.visit import visit_lesson


@require_safe
def save(request, course_slug: str, lesson_slug: str):
    """Hand a lesson out as one file, to whoever may read it. Nothing of the reader is in it."""
    visit = visit_lesson(request, course_slug, lesson_slug)
    if isinstance(visit, HttpResponse):
        return visit
    lesson = visit.lesson()
    address = request.build_absolute_uri().removesuffix("save/")
    with override(visit.card.language):
        content = saved_lesson(visit.course, lesson, address=address)
    # The outward name: a list of downloads may be read over somebody's shoulder.
    name = f"{slugify(visit.course.outward_name) or 'lesson'}-{visit.card.position}.html"
    response = HttpResponse(content, headers={"Content-Disposition": f'attachment; filename="{name}"'})
    response["Cache-Control"] = "private, no-cache"
    return response
