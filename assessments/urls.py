"""Addresses of a course's end test, below the course's own."""

from django.urls import path

from assessments import item_views, views

urlpatterns = [
    path("<slug:course_slug>/test/", views.test, name="test"),
    path("<slug:course_slug>/test/begin/", views.test_begin, name="test_begin"),
    path("<slug:course_slug>/test/save/", views.test_save, name="test_save"),
    path("<slug:course_slug>/test/finish/", views.test_finish, name="test_finish"),
    path("<slug:course_slug>/test/result/<uuid:attempt_id>/", views.test_result, name="test_result"),
    path("<slug:course_slug>/test/items/", item_views.items, name="test_items"),
    path("<slug:course_slug>/test/items/<uuid:question_key>/", item_views.item, name="test_item"),
]
