"""Addresses of pictures, recordings and handouts."""

from django.urls import path

from media import views

urlpatterns = [
    path("pictures/<str:name>", views.picture, name="picture"),
    path("recordings/<uuid:public_id>/", views.recording, name="recording"),
    path("recordings/<uuid:public_id>/captions.vtt", views.recording_captions, name="recording_captions"),
    path("handouts/<uuid:public_id>/", views.handout, name="handout"),
]
