"""The process that serves has all loaded before the first visitor, and never looks through it again."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

# The hooks in the order in which gunicorn calls them, around the loading of the application.
AS_GUNICORN_STARTS = """
import gc, json, sys
from lms import gunicorn
usual = gc.get_threshold()
gunicorn.post_fork(None, None)
import lms.wsgi
loading = gc.get_threshold()
gunicorn.post_worker_init(None)
print(json.dumps({
    "usual": usual, "loading": loading, "serving": gc.get_threshold(), "views": "lms.urls" in sys.modules,
    "kept_aside": gc.get_freeze_count(), "looked_at": len(gc.get_objects()),
}))
"""


@pytest.fixture(scope="module")
def started() -> dict:
    answer = subprocess.run(
        [sys.executable, "-c", AS_GUNICORN_STARTS],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout.splitlines()[-1])


def test_every_view_is_loaded_before_the_first_visitor_comes(started):
    assert started["views"]


def test_garbage_is_looked_for_seldom_while_the_site_loads_and_as_usual_while_it_serves(started):
    assert started["loading"][0] > 10 * started["usual"][0]
    assert started["serving"] == started["usual"]


def test_what_was_loaded_is_not_looked_through_again(started):
    assert started["kept_aside"] > 20 * started["looked_at"]
