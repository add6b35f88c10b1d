"""The door of the jobs room. To promise a job, decorate an action and call ``.delay_on_commit()``."""

from lms.jobs.actions import enqueue_due, retry_parked, run_due_jobs
from lms.jobs.queries import Condition, condition, neglected_tasks, parked_jobs
from lms.jobs.worker import start_embedded_worker, stop_embedded_worker

__all__ = [
    "Condition",
    "condition",
    "enqueue_due",
    "neglected_tasks",
    "parked_jobs",
    "retry_parked",
    "run_due_jobs",
    "start_embedded_worker",
    "stop_embedded_worker",
]
