"""The one command: what it says to somebody who has never seen it, above all when something is wrong."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "run"


def call(*arguments, script=SCRIPT, **environment):
    """Run the script and return (exit code, what it printed, what it complained)."""
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=200,
    )
    return done.returncode, done.stdout, done.stderr


def is_one_sentence(text: str) -> bool:
    """Whether a complaint is a line for people: no traceback, no second line."""
    return text.count("\n") == 1 and "Traceback" not in text and len(text) < 500


def test_it_can_be_read_by_pythons_that_are_too_old_to_run_anything_else():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_needs_nothing_but_the_standard_library():
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_old_python_is_told_which_one_is_needed(run, monkeypatch):
    monkeypatch.setattr(run, "OLDEST_PYTHON", (99, 1))
    with pytest.raises(run.Stop, match=r"needs Python 3\.11 or newer, and this is Python 3"):
        run.require_python()


def test_a_taken_port_is_named_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, complaint = call("--port", str(port))
    assert code == 1
    assert f"Port {port} is taken" in complaint
    assert f"./run --port {port + 1}" in complaint
    assert is_one_sentence(complaint)


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["--porty", "1"], ["--port", "x"], ["--port"], ["prove", "x"], ["workbench", "--phone"]],
)
def test_what_is_not_understood_gets_a_sentence(words):
    code, _, complaint = call(*words)
    assert code == 1
    assert is_one_sentence(complaint)


def test_help_names_every_command_that_exists(run):
    code, told, _ = call("--help")
    assert code == 0
    assert all(f"./run {command}" in told for command in run.COMMANDS)


def test_a_full_disk_is_noticed_before_the_download(run, tmp_path):
    with pytest.raises(run.Stop, match="The disk is too full"):
        run.require_space(str(tmp_path), 10**9)


def test_a_folder_for_the_sites_data_need_not_be_there_yet(run, tmp_path):
    run.require_space(str(tmp_path / "not" / "yet"), 1)
    assert (tmp_path / "not" / "yet").is_dir()


def test_a_disk_that_fills_up_on_the_way_is_named(run, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "VAR", str(tmp_path))
    command = [sys.executable, "-c", "open('/dev/full', 'w').write('x' * 100_000)"]
    with pytest.raises(run.Stop, match="The disk is full"):
        run.logged(command, "full.log", lambda line: None)


def test_without_a_network_it_says_so_and_keeps_what_it_has(tmp_path):
    for name in ("run", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    code, told, complaint = call(
        script=tmp_path / "run",
        HAMROH_VAR=str(tmp_path / "var"),
        PATH=str(tmp_path),  # no uv
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
    )
    assert code == 1
    assert "MB to download" in told
    assert "registry does not answer" in complaint
    assert is_one_sentence(complaint)


def test_a_package_that_was_tampered_with_is_refused_in_words(run):
    output = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    assert "not the one that was tested" in run.why_it_failed(output, "log")


def test_a_stamp_holds_until_a_file_changes(run, tmp_path):
    lock, stamp = tmp_path / "lock", str(tmp_path / "stamp")
    lock.write_text("django==1")
    run.write_stamp(stamp, run.digest_of([str(lock)]))
    assert run.is_stamped(stamp, run.digest_of([str(lock)]))
    lock.write_text("django==2")
    assert not run.is_stamped(stamp, run.digest_of([str(lock)]))


def test_a_demo_password_is_made_once_kept_private_and_can_be_chosen(run, tmp_path, monkeypatch):
    monkeypatch.delenv("HAMROH_DEMO_PASSWORD", raising=False)
    monkeypatch.setattr(run, "VAR", str(tmp_path))
    made = run.demo_password()
    assert made == run.demo_password()
    assert len(made) >= 12
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("HAMROH_DEMO_PASSWORD", "chosen-by-me")
    assert run.demo_password() == "chosen-by-me"


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_a_worker_without_a_broker_is_told_that_none_is_needed(part):
    code, _, complaint = call(part, REDIS_URL="")
    assert code == 1
    assert "No broker is named in REDIS_URL" in complaint
    assert is_one_sentence(complaint)


def test_a_phone_is_asked_for_beside_a_port_in_any_order(run):
    assert run.wishes([]) == (8000, False)
    assert run.wishes(["--phone"]) == (8000, True)
    assert run.wishes(["--port", "8005", "--phone"]) == run.wishes(["--phone", "--port=8005"]) == (8005, True)


def test_a_phone_is_given_an_address_to_scan_and_told_who_else_can_come_in(run, capfd):
    run.invite_phone("http://192.0.2.7:8000/")

    told = capfd.readouterr().out
    assert "█" in told and "http://192.0.2.7:8000/" in told
    assert "Whoever is in this network can open it" in told and "Type nothing real" in told


def test_without_a_network_there_is_no_phone_to_invite(run, monkeypatch):
    class Nowhere(socket.socket):
        def connect(self, _address):
            raise OSError("Network is unreachable")

    monkeypatch.setattr(run.socket, "socket", Nowhere)
    with pytest.raises(run.Stop, match="in no network"):
        run.address_in_network()
