"""Production settings: whole from the environment, one sentence for what is missing, nothing of the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lms import deployment
from lms.accounts.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
GIVEN = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "HAMROH_SECRET_KEY": "kZ8" * 20 + "only-for-this-test",
    "HAMROH_ADDRESS": "https://learn.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


@pytest.fixture
def operator(tmp_path):
    """Run Django's command line or a piece of Python as an operator would, with these changes."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "sealing-key").write_bytes(os.urandom(32))

    def run(*words: str, **changes: str) -> tuple[int, str]:
        # What the suite sets for itself is not what an operator's shell holds.
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.endswith("_URL") and name != "DJANGO_ALLOW_ASYNC_UNSAFE"
        }
        env = {**kept, **GIVEN, "HAMROH_VAR": str(tmp_path), **changes}
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=100
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_complete_environment_passes_every_check_without_a_warning(operator):
    code, told = operator("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert told == "System check identified no issues (1 silenced).\n"
    assert code == 0


@pytest.mark.parametrize("name", ["HAMROH_SECRET_KEY", "HAMROH_ADDRESS", "EMAIL_URL"])
def test_what_is_missing_is_named_in_one_sentence(operator, name):
    code, told = operator("run", "serve", **{name: ""})
    assert code == 1
    assert told.strip().splitlines()[-1].startswith(f"Set {name} in the environment:")
    assert "Traceback" not in told


PROBE = """
import django; django.setup()
from django.conf import settings
from django.test import Client, override_settings
# Gathering and naming static files takes longer than all the rest and is another test's business.
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
client = Client(headers={"host": "learn.example.org"})
answers = [
    ("health over http", client.get("/healthz")),
    ("page over http", client.get("/courses/")),
    ("health over https", client.get("/healthz", secure=True)),
    ("another host", Client(headers={"host": "evil.example.org"}).get("/healthz", secure=True)),
]
for name, answer in answers:
    hsts = answer.get("Strict-Transport-Security", "-")
    print(f"{name}: {answer.status_code} {answer.get('Location', '-')} {hsts}")
cookies = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
print("cookies:", *cookies, settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)
print("demo:", settings.DEMO, settings.DEBUG)
"""


def test_only_https_is_spoken_and_only_under_the_sites_own_name(operator):
    _, told = operator("-c", PROBE)
    lines = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
    assert lines["health over http"].startswith("200 -")
    assert lines["page over http"].startswith("301 https://learn.example.org/courses/")
    assert lines["health over https"] == "200 - max-age=31536000; includeSubDomains"
    assert lines["another host"].startswith("400")
    assert lines["cookies"] == "__Host-session __Host-csrf __Host-language True"
    assert lines["demo"] == "False False"


LOGGED = """
import django; django.setup()
import logging, structlog
structlog.contextvars.bind_contextvars(request_id="r-1")
structlog.get_logger("lms.x").warning("job_failed", job="j-1")
logging.getLogger("django.security").warning("from a library")
"""


def test_each_log_line_is_one_json_object_with_the_requests_id(operator):
    import json

    _, told = operator("-c", LOGGED)
    lines = [json.loads(line) for line in told.strip().splitlines()]
    assert [line["event"] for line in lines] == ["job_failed", "from a library"]
    assert {line["request_id"] for line in lines} == {"r-1"}


def test_the_demo_itself_may_not_go_live(settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    assert settings.DEMO is True
    assert [error.id for error in deployment.demo_mode_is_off(None)] == ["hamroh.E001"]
    assert [error.id for error in deployment.secret_key_is_not_the_demos(None)] == ["hamroh.E002"]
    assert [error.id for error in deployment.address_is_https(None)] == ["hamroh.E005"]


def test_a_secret_key_carried_over_from_the_demo_is_refused(settings, tmp_path):
    settings.KEYS_DIR, settings.SECRET_KEY = tmp_path, "made by the demo"
    assert deployment.secret_key_is_not_the_demos(None) == []
    (tmp_path / "secret-key").write_text("made by the demo")
    assert [error.id for error in deployment.secret_key_is_not_the_demos(None)] == ["hamroh.E002"]


@pytest.mark.parametrize(
    ("content", "refused"),
    [('{"keys": [{"demo": false}]}', False), ('{"keys": [{"demo": true}]}', True), ("{", True)],
)
def test_a_demo_issuer_key_is_refused(settings, tmp_path, content, refused):
    settings.KEYS_DIR = tmp_path
    (tmp_path / "issuer.json").write_text(content)
    assert bool(deployment.issuer_key_is_not_the_demos(None)) is refused


@pytest.mark.parametrize(
    ("processes", "redis", "refused"),
    [("1", "", False), ("4", "", True), ("4", "redis://127.0.0.1:6379/0", False)],
)
def test_several_processes_without_redis_are_refused(settings, monkeypatch, processes, redis, refused):
    settings.REDIS_URL = redis
    monkeypatch.setenv("WEB_CONCURRENCY", processes)
    assert bool(deployment.rate_limits_are_shared(None)) is refused


@pytest.mark.django_db
def test_demo_people_keep_a_site_from_going_live_until_they_are_gone():
    person = User.objects.create_user("trainer@demo.example", "a password of the demo")
    found = deployment.demo_people_are_absent(None, databases=["default"])
    assert [error.id for error in found] == ["hamroh.E006"]
    person.delete()
    assert deployment.demo_people_are_absent(None, databases=["default"]) == []
