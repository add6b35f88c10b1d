"""The door: sign-up, sign-in, second factor, profile."""

from django.urls import include, path

from lms.accounts import views

urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("profile/", views.profile, name="profile"),
    path("name/", views.own_name, name="own_name"),
    path("data/", views.own_data, name="own_data"),
    path("delete/", views.delete_account, name="delete_account"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("", include("allauth.urls")),
]
