"""Nobody sends a task past the job row: plain Celery calls are refused outside the jobs room."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("lms", "casestudies", "assessments", "courses", "media")
PAST_THE_ROW = {"delay", "apply_async", "send_task", "signature", "apply"}


def calls_past_the_row(source: str) -> list[int]:
    """Return the lines where a task would be sent straight to the broker."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in PAST_THE_ROW
    ]


def test_every_job_of_the_house_is_promised_through_its_row():
    files = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if (ROOT / "lms" / "jobs") not in path.parents
        and (lines := calls_past_the_row(path.read_text(encoding="utf-8")))
    }
    assert len(files) > 50
    assert found == {}


@pytest.mark.parametrize("call", ["send.delay(1)", "send.apply_async((1,))", "app.send_task('send')"])
def test_the_rule_finds_each_way_past_the_row(call):
    assert calls_past_the_row(f"def view():\n    {call}\n") == [2]
    assert calls_past_the_row("send.delay_on_commit(1)\nsend.apply_async_on_commit((1,))\n") == []
