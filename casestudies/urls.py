"""Addresses of the cases that anybody may play."""

from django.urls import path

from casestudies import views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("<slug:code>/", views.case, name="case"),
]
