"""Addresses of courses and lessons."""

from django.urls import path

from courses.views import course, h5p, lesson, saving

urlpatterns = [
    path("", course.catalogue, name="catalogue"),
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
]
