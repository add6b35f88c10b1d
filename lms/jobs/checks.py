"""Before a site goes live: every entry of the calendar names a task that exists."""

from datetime import datetime

from celery import current_app
from django.conf import settings
from django.core.checks import Error, register

from lms.jobs.rooms import import_actions
from lms.jobs.rules import period_of


@register(deploy=True)
def schedule_names_real_tasks(app_configs, **kwargs) -> list[Error]:
    """Refuse a misspelt task or rhythm in ``settings.SCHEDULE``, which would fail every night."""
    import_actions()
    return [
        Error(f"settings.SCHEDULE: {problem}", id="jobs.E001")
        for entry in settings.SCHEDULE
        if (problem := _problem_of(entry))
    ]


def _problem_of(entry: dict) -> str:
    if entry["task"] not in current_app.tasks:
        return f"there is no task named {entry['task']}."
    try:
        period_of(every=entry["every"], hour=entry.get("hour", 0), now=datetime(2000, 1, 1))
    except ValueError as error:
        return f"{entry['task']}: {error}"
    return ""
