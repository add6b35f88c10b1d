"""Addresses of the case library."""

from django.urls import path

from casestudies.studies import views

urlpatterns = [
    path("", views.browse, name="cases"),
    path("compare/", views.compare, name="compare_studies"),
    path("timeline/", views.timeline, name="studies_timeline"),
    path("studies/<slug:slug>/", views.study, name="study"),
    path("studies/<slug:slug>/print/", views.handout, name="study_handout"),
]
