"""Addresses without a language: for machines, and for visitors who hold a code."""

from django.urls import path

from lms import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
