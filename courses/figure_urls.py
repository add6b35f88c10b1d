"""Addresses of claims: the register, and one page for each."""

from django.urls import path

from courses.views import figures

urlpatterns = [
    path("", figures.figures, name="figures"),
    path("<slug:code>/", figures.figure, name="figure"),
]
