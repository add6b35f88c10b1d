"""Addresses of the case library, and of the cases that anybody may play."""

from django.urls import include, path

from casestudies import views

urlpatterns = [
    path("", include("casestudies.studies.urls")),
    path("play/", views.cases, name="cases_to_play"),
    path("<slug:code>/", views.case, name="case"),
]
