"""The address of coordination that anybody may read, where the operator opens it."""

from django.urls import path

from lms.coordination.views import coverage

urlpatterns = [path("", coverage.public_coverage, name="public_coverage")]
