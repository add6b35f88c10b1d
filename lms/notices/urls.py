"""Addresses of messages."""

from django.urls import path

from lms.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/off/<str:token>/", views.notices_off, name="notices_off"),
]
