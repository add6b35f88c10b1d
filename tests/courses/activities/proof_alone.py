"""Proof that our blocks install alone: a fresh environment, the registry's packages, nothing of this site."""

import shutil
import subprocess
import sys

from courses.activities.runtimes.xblock.loading import DISTRIBUTION
from tests.courses.activities.test_alone import play_alone, require_played


def test_our_blocks_install_alone_into_a_fresh_environment(tmp_path):
    python, source = tmp_path / "venv" / "bin" / "python", tmp_path / "source"
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    # Building leaves files behind, and none of them belongs into this folder.
    shutil.copytree(DISTRIBUTION.parent, source)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, str(source)], check=True)

    listed = subprocess.run(
        [str(python), "-m", "pip", "list"], capture_output=True, text=True, check=True
    ).stdout.lower()

    assert "hamroh-xblocks" in listed
    assert "django" not in listed
    require_played(play_alone(str(python)))
