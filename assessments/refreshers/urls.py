"""Addresses of refreshers: the signed link that needs no account, and the learner's own page."""

from django.urls import path

from assessments.refreshers import views

urlpatterns = [
    path("refresh/<str:token>/", views.refresher, name="refresher"),
    path("learn/refreshers/", views.refreshers, name="refreshers"),
    path("learn/refreshers/begin/", views.refreshers_begin, name="refreshers_begin"),
    path("learn/refreshers/pause/", views.refreshers_pause, name="refreshers_pause"),
]
