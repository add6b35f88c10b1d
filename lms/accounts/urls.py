"""The door: sign-up, sign-in, second factor, profile."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
