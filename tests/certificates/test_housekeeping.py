"""What certificates cost when nobody asks for one, and how their key comes into being."""

import io
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from lms.certificates import signing

HEAVY = ("typst", "segno", "openbadgeslib", "xblock", "web_fragments", "webob", "mako")


def test_what_is_heavy_is_loaded_only_by_who_fetches_a_document_or_plays_a_block():
    ask = (
        "import sys, django; django.setup(); "
        "import lms.urls, lms.certificates.views.holder, lms.certificates.views.stranger; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "lms.settings.test", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "[]"


def test_the_command_makes_a_key_and_names_its_fingerprint(settings, tmp_path):
    settings.DEMO, settings.KEYS_DIR = False, tmp_path / "keys"
    said = io.StringIO()

    call_command("create_issuer_key", stdout=said)

    key = signing.key_ring().signing_key()
    assert not key.is_demo
    assert key.fingerprint in said.getvalue()
    assert str(signing.key_file()) in said.getvalue()


def test_the_command_refuses_to_touch_a_key_file_it_cannot_read(settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    (tmp_path / "issuer.json").write_text("broken")

    with pytest.raises(CommandError, match="cannot be read"):
        call_command("create_issuer_key")

    assert (tmp_path / "issuer.json").read_text() == "broken"
