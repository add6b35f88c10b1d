"""The door: sign-up, sign-in, second factor, profile."""

from django.urls import include, path

from lms.accounts import describing, invited, views
from lms.accounts.signing_up import confirm_code

urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("profile/", views.profile, name="profile"),
    path("name/", views.own_name, name="own_name"),
    path("about-me/", describing.about_me, name="about_me"),
    path("data/", views.own_data, name="own_data"),
    path("delete/", views.delete_account, name="delete_account"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("leave/<uuid:key>/", invited.leave, name="leave_cohort"),
    # In front of allauth's page of the same name, which cannot end in a new account.
    path("login/code/confirm/", confirm_code, name="account_confirm_login_code"),
    path("", include("allauth.urls")),
]
