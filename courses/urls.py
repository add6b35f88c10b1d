"""Addresses of courses and lessons."""

from django.urls import path, register_converter

from courses.views import blocks, course, h5p, lesson, saving


class Rest:
    """Whatever follows in an address, nothing at all included: blocks may ask for it."""

    regex = ".*"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    to_url = to_python


register_converter(Rest, "rest")

urlpatterns = [
    path("", course.catalogue, name="catalogue"),
    path(
        "in-frame/<str:signed_pass>/<str:place>/<slug:handler>/<rest:suffix>",
        blocks.called_from_frame,
        name="block_in_frame",
    ),
    path("<slug:course_slug>/", course.course, name="course"),
    path("<slug:course_slug>/start/", course.start, name="course_start"),
    path("<slug:course_slug>/pause/", course.pause_course, name="course_pause"),
    path("<slug:course_slug>/<slug:lesson_slug>/", lesson.lesson, name="lesson"),
    path("<slug:course_slug>/<slug:lesson_slug>/save/", saving.save, name="lesson_save"),
    path("<slug:course_slug>/<slug:lesson_slug>/read/", lesson.mark_read, name="lesson_read"),
    path(
        "<slug:course_slug>/<slug:lesson_slug>/answer/<uuid:activity_key>/",
        lesson.answer,
        name="answer",
    ),
    path("<slug:course_slug>/<slug:lesson_slug>/play/<uuid:activity_key>/", h5p.play, name="h5p_play"),
    path(
        "<slug:course_slug>/<slug:lesson_slug>/answer/<uuid:activity_key>/frame/",
        blocks.frame,
        name="block_frame",
    ),
    path(
        "<slug:course_slug>/<slug:lesson_slug>/answer/<uuid:activity_key>/block/"
        "<str:place>/<slug:handler>/<rest:suffix>",
        blocks.called,
        name="block_handler",
    ),
]
