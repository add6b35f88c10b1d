"""Addresses of the files that blocks bring along: the same in every language."""

from django.urls import path

from courses.views import blocks

urlpatterns = [path("blocks/<slug:block_type>/<path:uri>", blocks.file, name="block_file")]
