"""Settings of the house in which learners claim while processes are killed: it is noon there."""

import os

from tests.faults.settings import *  # noqa: F403
from tests.faults.settings import VAR_DIR

EMAIL_BACKEND = "lms.accounts.demo_mail.FolderBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
TIME_ZONE = os.environ.get("CLAIMING_ZONE", "UTC")
SCHEDULE: list[dict] = []
