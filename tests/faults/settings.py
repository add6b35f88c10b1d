"""Settings of the processes that the fault tests start and kill: the real ones, in a hurry."""

from lms.settings.base import *  # noqa: F403
from lms.settings.base import CELERY_BEAT_SCHEDULE, INSTALLED_APPS

DEMO = True
SECRET_KEY = "only for tests: " + "x" * 50
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["tests.faults.apps.ProbesConfig", *INSTALLED_APPS]
# A lease and a tick short enough to wait for.
JOB_LEASE_SECONDS = 3
CELERY_BEAT_SCHEDULE = {"tick": {**CELERY_BEAT_SCHEDULE["tick"], "schedule": 1.0}}
SCHEDULE = [{"task": "faults.mark_period", "every": "hourly"}]
