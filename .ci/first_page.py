#!/usr/bin/env python3
"""Starts ./run twice as a newcomer would, times the first page, and checks that Ctrl-C stops everything.

Prints seconds and memory; fails when a start takes longer than the design allows (120 s with pip,
60 s with uv, 8 s the second time) or something is left running. A machine that is busy with other
things gets proportionally longer, and that is printed too. Standard library only.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIRST_LIMIT = 60 if shutil.which("uv") else 120
SECOND_LIMIT = 8
MEMORY_LIMIT_MIB = 190
# What counting to twenty million takes on the machine the limits were set for, with nothing else running.
COUNTING_SECONDS = 1.5


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def slowness():
    """Return how many times slower this machine counts at the moment, 1 at the least."""
    began = time.monotonic()
    total = 0
    for number in range(20_000_000):
        total += number
    return max(1.0, (time.monotonic() - began) / COUNTING_SECONDS)


def start(var, port, limit):
    """Start ./run and return (process, seconds until the front page came)."""
    began = time.monotonic()
    command = [sys.executable, os.path.join(ROOT, "run"), "--port", str(port)]
    env = dict(os.environ, HAMROH_VAR=var)
    site = subprocess.Popen(command, env=env, start_new_session=True)  # noqa: S603
    while not answers(port):
        if site.poll() is not None or time.monotonic() - began > limit * 2:
            stop(site)
            sys.exit("the site did not come up")
        time.sleep(0.1)
    return site, time.monotonic() - began


def stop(site):
    """Press Ctrl-C: everything in the foreground hears it."""
    if site.poll() is None:
        os.killpg(site.pid, signal.SIGINT)
    return site.wait(30)


def left_over(group):
    """Return the processes that still belong to the group (Linux)."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getpgid(int(pid)) == group and "Z" not in state_of(pid):
                found.append(int(pid))
        except (ProcessLookupError, FileNotFoundError):
            continue
    return found


def state_of(pid):
    with open(f"/proc/{pid}/status") as file:
        return re.search(r"State:\s+(\S)", file.read()).group(1)


def memory_of(group):
    """Return the proportional memory of each process in the group, in MiB, by its command."""
    found = []
    for pid in left_over(group):
        with open(f"/proc/{pid}/smaps_rollup") as file:
            kilobytes = int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1))
        with open(f"/proc/{pid}/cmdline") as file:
            words = file.read().replace("\0", " ")
        found.append((kilobytes / 1024, "gunicorn" in words))
    return found


def say(line):
    print(line, flush=True)  # noqa: T201


def main():
    problems = []
    with tempfile.TemporaryDirectory(prefix="hamroh-first-") as var:
        for name, limit in (("first", FIRST_LIMIT), ("second", SECOND_LIMIT)):
            limit *= slowness()
            port = free_port()
            site, seconds = start(var, port, limit)
            served = max(pss for pss, is_server in memory_of(site.pid) if is_server)
            total = sum(pss for pss, _ in memory_of(site.pid))
            code = stop(site)
            say(f"{name} start: page after {seconds:.1f} s (limit here and now {limit:.0f})")
            say(f"    memory (PSS): serving process {served:.0f} MiB, all processes {total:.0f} MiB")
            if seconds > limit:
                problems.append(f"the {name} start took {seconds:.1f} s")
            if served > MEMORY_LIMIT_MIB:
                problems.append(f"the serving process takes {served:.0f} MiB")
            if code != 0 or left_over(site.pid) or answers(port):
                problems.append(f"Ctrl-C left something running or ended with code {code}")
    if problems:
        sys.exit("; ".join(problems))


if __name__ == "__main__":
    main()
