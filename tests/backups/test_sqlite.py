"""Copying a SQLite database that is in use: whole, in time, or not at all."""

import sqlite3
from contextlib import closing

import pytest

from lms.backups.sqlite import copy_pages


def make(path, rows: int) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE t (x)")
        database.executemany("INSERT INTO t VALUES (?)", [(number,) for number in range(rows)])
        database.commit()


def rows_in(path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT count(*) FROM t").fetchone()[0]


def test_a_database_is_copied_while_somebody_writes_to_it_and_over_another(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    make(source, 3)
    make(target, 50)
    with closing(sqlite3.connect(source)) as writer:
        writer.execute("INSERT INTO t VALUES (4)")
        copy_pages(source, target, longest_wait=5)
    assert rows_in(target) == 3


def test_a_target_that_others_write_to_all_the_time_is_left_as_it_is(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    make(source, 3)
    make(target, 50)
    with closing(sqlite3.connect(target)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(TimeoutError):
            copy_pages(source, target, longest_wait=0)
    assert rows_in(target) == 50


def test_a_copy_that_took_long_and_is_done_counts(tmp_path):
    make(tmp_path / "source", 3)
    copy_pages(tmp_path / "source", tmp_path / "target", longest_wait=0)
    assert rows_in(tmp_path / "target") == 3
