"""Our blocks are a distribution of their own: built, unpacked and played without Django and this site."""

import ast
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from courses.activities.runtimes.xblock.loading import DISTRIBUTION
from tests.block_parts import dialogue, sorting, support_map

ALONE = Path(__file__).with_name("alone.py")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
PLAYED = [
    [dialogue()["type"], dialogue()["fields"], [{"move": 0, "reply": "name"}, {"move": 1, "reply": "ask"}]],
    [
        sorting()["type"],
        sorting()["fields"],
        [
            {
                "move": 0,
                "group-dose": "share",
                "reason-dose": "needs",
                "group-camp": "keep",
                "reason-camp": "harm",
            }
        ],
    ],
    [
        support_map()["type"],
        support_map()["fields"],
        [
            {
                "move": 0,
                "link-aunt": "strong",
                "link-clinic": "strained",
                "link-coach": "absent",
                "first-aunt": "yes",
            }
        ],
    ],
]


def play_alone(python: str, **environment: str) -> dict:
    """Play each block to its end by another Python; returns what came of it."""
    done = subprocess.run(
        [python, str(ALONE)],
        input=json.dumps(PLAYED),
        env={"PATH": "/usr/bin:/bin", **environment},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def require_played(told: dict) -> None:
    """Fail unless all three were found by their entry points and graded in full."""
    assert {"hamroh_dialogue", "hamroh_sort", "hamroh_support_map"} <= set(told["names"])
    grades = [event for kind, event in told["published"] if kind == "grade"]
    assert [grade["value"] == grade["max_value"] for grade in grades] == [True] * 3
    assert "You reached 4 of 4" in told["stages"][0]


def test_our_blocks_are_built_and_played_without_django_and_without_this_site(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(DISTRIBUTION.parent, source)
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path)], cwd=source, capture_output=True, check=True)
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")

    require_played(play_alone(sys.executable, PYTHONPATH=str(tmp_path / "installed")))


def test_our_blocks_import_nothing_but_xblock_and_what_it_brings():
    allowed = {"xblock", "web_fragments", "webob", "markupsafe", "hamroh_xblocks", *sys.stdlib_module_names}
    found = set()
    for file in (DISTRIBUTION / "hamroh_xblocks").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.partition(".")[0] for name in names}

    assert found - allowed == set()
