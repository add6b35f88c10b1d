"""What production demands of accounts, asked as an operator would: by the command line."""

import os
import subprocess
import sys

from django.conf import settings

GIVEN = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "HAMROH_SECRET_KEY": "kZ8" * 20 + "only-for-this-test",
    "HAMROH_ADDRESS": "https://learn.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}
PROBE = """
from django.conf import settings
from allauth.account import app_settings as door
print(settings.DEMO, settings.STAFF_NEED_SECOND_FACTOR, settings.UNLISTED_ROUTES_RAISE)
print(settings.STAFF_IDLE_SECONDS, settings.AUTHENTICATION_BACKENDS, door.PREVENT_ENUMERATION)
print(door.RATE_LIMITS["login_failed"])
"""


def operator(var, *words: str) -> subprocess.CompletedProcess:
    """Run Django's command line in production settings."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={**kept, **GIVEN, "HAMROH_VAR": str(var)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_production_does_not_start_without_the_sealing_key_and_makes_none_by_itself(tmp_path):
    refused = operator(tmp_path, "check")

    assert refused.returncode != 0
    assert "Restore it, or run: manage.py create_sealing_key" in refused.stderr
    assert not (tmp_path / "keys" / "sealing-key").exists()
    assert operator(tmp_path, "create_sealing_key").returncode == 0
    assert operator(tmp_path, "check").returncode == 0


def test_production_asks_staff_for_a_second_factor_and_nobody_by_another_door(tmp_path):
    operator(tmp_path, "create_sealing_key")
    told = operator(tmp_path, "shell", "-v", "0", "-c", PROBE).stdout.splitlines()

    assert told == [
        "False True False",
        "1200 ['lms.accounts.backends.ScopedBackend'] True",
        "10/m/ip,5/5m/key",
    ]
