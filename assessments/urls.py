"""Addresses of a course's end test, below the course's own."""

from django.urls import path

from assessments import check_views, gain_views, item_views, views

urlpatterns = [
    path("<slug:course_slug>/test/", views.test, name="test"),
    path("<slug:course_slug>/test/begin/", views.test_begin, name="test_begin"),
    path("<slug:course_slug>/test/save/", views.test_save, name="test_save"),
    path("<slug:course_slug>/test/finish/", views.test_finish, name="test_finish"),
    path("<slug:course_slug>/test/result/<uuid:attempt_id>/", views.test_result, name="test_result"),
    path("<slug:course_slug>/check/<slug:check>/", check_views.check, name="check"),
    path("<slug:course_slug>/check/<slug:check>/begin/", check_views.check_begin, name="check_begin"),
    path("<slug:course_slug>/check/<slug:check>/skip/", check_views.check_skip, name="check_skip"),
    path("<slug:course_slug>/check/<slug:check>/save/", check_views.check_save, name="check_save"),
    path("<slug:course_slug>/check/<slug:check>/finish/", check_views.check_finish, name="check_finish"),
    path("<slug:course_slug>/gain/", gain_views.gain, name="gain"),
    path("<slug:course_slug>/test/items/", item_views.items, name="test_items"),
    path("<slug:course_slug>/test/items/<uuid:question_key>/", item_views.item, name="test_item"),
]
