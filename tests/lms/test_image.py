"""What an image of the site brings along, so that a new container need not make it at its first start."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCKERFILE = ROOT / "lms" / "docs" / "server" / "Dockerfile"


def test_an_image_holds_addresses_and_views_compiled(tmp_path):
    build = re.search(r"\./run manage (\w+)", DOCKERFILE.read_text("utf-8"))
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env |= {"DJANGO_SETTINGS_MODULE": "lms.settings.dev", "HAMROH_VAR": str(tmp_path / "build")}
    env |= {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}

    subprocess.run([sys.executable, "manage.py", build.group(1)], cwd=ROOT, env=env, check=True)

    rooms = tmp_path / "compiled" / str(ROOT).lstrip("/") / "lms"
    assert list(rooms.glob("urls.*.pyc"))
    assert list((rooms / "home").glob("views.*.pyc"))
