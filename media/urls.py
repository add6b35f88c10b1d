"""Addresses of pictures and handouts."""

from django.urls import path

from media import views

urlpatterns = [
    path("pictures/<str:name>", views.picture, name="picture"),
    path("handouts/<uuid:public_id>/", views.handout, name="handout"),
]
