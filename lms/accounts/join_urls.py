"""The address that an invitation leads to."""

from django.urls import path

from lms.accounts import invited

urlpatterns = [path("<str:token>/", invited.join, name="join")]
