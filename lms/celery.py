"""The Celery app: tasks are the ``actions`` of every room, and each of them is durable."""

from celery import Celery

from lms.jobs.rooms import rooms_with_actions

app = Celery("hamroh", task_cls="lms.jobs.durable:DurableTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(rooms_with_actions, related_name="actions")
# One beat a minute; what is due is decided from the database, so a second scheduler does no harm.
app.conf.beat_schedule = {
    "tick": {"task": "jobs.tick", "schedule": 60.0, "options": {"expires": 55}},
}
