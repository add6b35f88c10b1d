"""The roof: settings, addresses, the look of the site, and the rooms that see the whole house."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
