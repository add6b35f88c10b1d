"""Wires the accounts room into Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class AccountsConfig(AppConfig):
    """People, their profile, their roles, and the doors they come in by."""

    name = "lms.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self):
        """Bind second factors to their owners, and roles to content that is new."""
        from lms.accounts import checks  # noqa: F401
        from lms.accounts.second_factor import bind_to_owners

        bind_to_owners()
        post_migrate.connect(_refresh_role_groups, dispatch_uid="accounts.refresh_role_groups")
        post_save.connect(
            _follow_translation, sender="courses.CoursePage", dispatch_uid="accounts.follow_translation"
        )


def _refresh_role_groups(app_config, **kwargs) -> None:
    """Give the roles their permissions on content types that a release brought."""
    # Wagtail's core comes after our own apps, so their permissions exist by then.
    if app_config.label == "wagtailcore":
        from lms.accounts.permissions import refresh_groups

        refresh_groups()


def _follow_translation(instance, created: bool, **kwargs) -> None:
    """Let a course's trainers write in a language the course has only just got."""
    if created:
        from lms.accounts.permissions import refresh_course_group

        refresh_course_group(instance.translation_key)
