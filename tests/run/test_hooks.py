"""What looks at every commit is what ./run lint looks with, from the same place."""

import shlex
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG = ROOT / ".pre-commit-config.yaml"


def hooks() -> list[dict]:
    (repository,) = yaml.safe_load(CONFIG.read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    return repository["hooks"]


@pytest.fixture
def steps_of_lint(monkeypatch):
    """Name and command of each step that ./run lint would take, without taking it."""
    loader = SourceFileLoader("run_script", str(ROOT / "run"))
    run = module_from_spec(spec_from_loader("run_script", loader))
    loader.exec_module(run)
    steps = {}
    monkeypatch.setattr(run, "install", lambda *locks: None)
    monkeypatch.setattr(run, "step_passes", lambda name, command, env: steps.update({name: command}) or True)
    run.lint([])
    return steps


def test_every_hook_runs_a_step_of_lint_word_for_word(steps_of_lint):
    for hook in hooks():
        program, *words = shlex.split(hook["entry"])
        assert [str(ROOT / program), *words] == steps_of_lint[hook["name"]]


def test_only_the_steps_that_start_the_site_are_left_to_lint_itself(steps_of_lint):
    left = steps_of_lint.keys() - {hook["name"] for hook in hooks()}
    assert left == {"migrations", "production settings"}


def test_hooks_download_nothing_and_look_at_the_whole_as_lint_does():
    for hook in hooks():
        assert hook["language"] == "system"
        assert hook["pass_filenames"] is False
        assert hook["entry"].startswith(".venv/bin/")
