"""The front page, My learning, and pages about the site."""

from django.urls import path

from lms.home import demo_bar, views
from lms.home.gallery import gallery
from lms.home.wording import for_readers

urlpatterns = [
    path("", views.home, name="home"),
    path("play/", views.play, name="play"),
    path("wording/", for_readers.wording, name="wording"),
    path("learn/", views.learn, name="learn"),
    path("about/", views.about, name="about"),
    path("gallery/", gallery, name="gallery"),
    path("demo/", demo_bar.demo, name="demo"),
    path("demo/become/", demo_bar.become, name="demo_become"),
]
