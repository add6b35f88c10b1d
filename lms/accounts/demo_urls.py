"""The demo's own mail page."""

from django.urls import path

from lms.accounts.demo_mail import mail_page

urlpatterns = [path("mail/", mail_page, name="demo_mail")]
