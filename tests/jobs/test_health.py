"""/healthz and /readyz: short for machines, a plain sentence for people, nothing to learn for others."""

import json
import os

import pytest
from django.utils import timezone

from lms import health
from lms.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _migrations_not_asked_yet(monkeypatch):
    """Each test asks about migrations afresh."""
    monkeypatch.setattr(health, "_migrations_asked_at", float("-inf"))
    monkeypatch.setattr(health, "_migrations_found", health.FAILED)


@pytest.fixture
def keys(settings, tmp_path):
    """A keys folder of this test alone."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.KEYS_DIR.mkdir()
    (settings.KEYS_DIR / "sealing-key").write_bytes(b"k" * 32)
    return settings.KEYS_DIR


def test_healthz_answers_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_a_site_in_order_is_ready(client, keys):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["sentence"]) == (200, "Ready.")
    assert set(answer.json()["checks"].values()) == {"ok"}


def test_a_parked_job_asks_for_a_person_and_takes_no_site_down(client, keys):
    Job.objects.create(task="tests.x", state="parked", finished=timezone.now())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["jobs"]) == (200, "attention")
    assert answer.json()["sentence"] == "Ready, but somebody should look: jobs."


def test_a_job_that_nobody_works_off_asks_for_a_person(client, keys):
    Job.objects.create(task="tests.x", run_after=timezone.now() - timezone.timedelta(minutes=16))
    assert client.get("/readyz").json()["checks"]["jobs"] == "attention"


def test_a_missing_sealing_key_is_not_ready_outside_the_demo(client, keys, settings):
    settings.DEMO = False
    (keys / "sealing-key").unlink()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["keys"]) == (503, "failed")


def test_an_empty_key_file_is_not_ready(client, keys):
    (keys / "issuer.json").touch()
    assert client.get("/readyz").status_code == 503


def test_an_unapplied_migration_is_not_ready(client, keys):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="jobs").delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, "failed")


def test_a_full_disk_is_not_ready(client, keys, monkeypatch):
    free = os.statvfs(keys).f_bavail * os.statvfs(keys).f_frsize
    monkeypatch.setattr(health, "_LEAST_FREE_BYTES", free * 2)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["disk"]) == (503, "failed")


def test_neither_answer_tells_secrets_paths_or_names(client, keys, settings):
    Job.objects.create(
        task="tests.secret_task", state="parked", finished=timezone.now(), error="KeyError at x"
    )
    told = client.get("/readyz").content.decode() + client.get("/healthz").content.decode()
    for secret in (settings.SECRET_KEY, str(keys), "secret_task", "KeyError", "sqlite", "postgres"):
        assert secret not in told
    assert len(json.loads(client.get("/readyz").content)) == 3


def test_every_answer_carries_the_requests_id(client):
    assert client.get("/healthz", headers={"X-Request-ID": "abc-12345678"})["X-Request-ID"] == "abc-12345678"
    forged = client.get("/healthz", headers={"X-Request-ID": "x\"}{'\u00e4"})["X-Request-ID"]
    assert len(forged) == 32


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_writing_methods_are_refused(client, address):
    assert client.post(address).status_code == 405
