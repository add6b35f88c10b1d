"""Wires the accounts room into Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their profile, their roles, and the doors they come in by."""

    name = "lms.accounts"
    label = "accounts"
    verbose_name = "Accounts"
