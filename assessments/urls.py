"""Addresses of a course's end test, below the course's own."""

from django.urls import path

from assessments import views
from assessments.checks import gain
from assessments.checks import views as checks
from assessments.items import views as items
from assessments.regrading import views as regrading

urlpatterns = [
    path("<slug:course_slug>/test/", views.test, name="test"),
    path("<slug:course_slug>/test/begin/", views.test_begin, name="test_begin"),
    path("<slug:course_slug>/test/save/", views.test_save, name="test_save"),
    path("<slug:course_slug>/test/finish/", views.test_finish, name="test_finish"),
    path("<slug:course_slug>/test/result/<uuid:attempt_id>/", views.test_result, name="test_result"),
    path("<slug:course_slug>/check/<slug:check>/", checks.check, name="check"),
    path("<slug:course_slug>/check/<slug:check>/begin/", checks.check_begin, name="check_begin"),
    path("<slug:course_slug>/check/<slug:check>/skip/", checks.check_skip, name="check_skip"),
    path("<slug:course_slug>/check/<slug:check>/save/", checks.check_save, name="check_save"),
    path("<slug:course_slug>/check/<slug:check>/finish/", checks.check_finish, name="check_finish"),
    path("<slug:course_slug>/gain/", gain.gain, name="gain"),
    path("<slug:course_slug>/test/items/", items.items, name="test_items"),
    path("<slug:course_slug>/test/items/<uuid:question_key>/", items.item, name="test_item"),
    path(
        "<slug:course_slug>/test/items/<uuid:question_key>/regrade/", regrading.regrade, name="test_regrade"
    ),
]
