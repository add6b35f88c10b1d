"""Addresses below /h5p/, all that a player may reach: files, and where a learner stopped."""

from django.urls import path

from courses.activities.runtimes.h5p.core import VERSION
from courses.views import h5p, h5p_files

urlpatterns = [
    path(f"core/{VERSION}/<path:path>", h5p_files.core, name="h5p_core_file"),
    path("libraries/<str:folder>/<path:path>", h5p_files.library, name="h5p_library_file"),
    path("content/<str:token>/<path:path>", h5p_files.content, name="h5p_content_file"),
    path("state/<str:token>/<str:name>/<str:part>/", h5p.state, name="h5p_state"),
]
