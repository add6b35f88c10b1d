"""Addresses of coordination."""

from django.urls import path

from lms.coordination import views

urlpatterns = [path("", views.coordination, name="coordination")]
