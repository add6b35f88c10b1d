"""Addresses without a language: for machines, and for visitors who hold a code."""

from django.urls import path

from lms import health
from lms.home.wording import for_programs

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/wording", for_programs.wording, name="api_wording"),
    path("api/v1/openapi.json", for_programs.openapi, name="api_openapi"),
]
