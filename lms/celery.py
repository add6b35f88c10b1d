"""The Celery app: tasks are the ``actions`` of every room, and each of them is durable."""

from celery import Celery

from lms.jobs.rooms import rooms_with_actions

app = Celery("hamroh", task_cls="lms.jobs.durable:DurableTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(rooms_with_actions, related_name="actions")
