"""Every sign-in beside allauth's is closed: they lead to the one door."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="account_login", query_string=True), name="cms_login")
]
