"""Addresses of pictures."""

from django.urls import path

from media import views

urlpatterns = [path("<str:name>", views.picture, name="picture")]
