"""Addresses of discussions and questions to the trainers, below a course's own."""

from django.urls import path

from casestudies.discussion import views

urlpatterns = [
    path("<slug:course_slug>/ask/", views.ask, name="ask_trainer"),
    path("<slug:course_slug>/talk/<slug:code>/", views.discussion, name="discussion"),
    path(
        "<slug:course_slug>/talk/<uuid:contribution>/withdraw/",
        views.take_back,
        name="contribution_withdraw",
    ),
    path("<slug:course_slug>/talk/<uuid:contribution>/report/", views.tell, name="contribution_report"),
]
