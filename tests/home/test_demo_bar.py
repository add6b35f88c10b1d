"""The demo's bar: one becomes its people in one step and may undo everything; no other site has it."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from courses.api import count_publication, load_regions, published_version
from lms.accounts.models import User
from lms.home import demo_state
from lms.home.errands import GUISES

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path, monkeypatch):
    """A demo with its people, in a folder of its own."""
    from lms.accounts.demo import load_demo_people

    monkeypatch.setenv("HAMROH_DEMO_PASSWORD", "a demo password")
    settings.VAR_DIR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    load_regions()
    return load_demo_people()


@pytest.mark.parametrize("guise", GUISES, ids=lambda guise: guise.role)
def test_a_visitor_becomes_a_demo_person_and_begins_where_they_work(demo, client, guise):
    answer = client.post("/demo/become/", {"role": guise.role})

    assert answer["Location"] == reverse(guise.begins_at)
    signed_in = User.objects.get(pk=client.session["_auth_user_id"])
    assert signed_in.email == f"{guise.role}@demo.example"


@pytest.mark.parametrize("guise", GUISES, ids=lambda guise: guise.role)
def test_every_step_of_an_errand_leads_somewhere(demo, client, guise):
    client.post("/demo/become/", {"role": guise.role})

    for step in guise.steps:
        # The courses are not loaded here; journeys walk those addresses.
        if step.route not in ("lesson", "test"):
            # Without a group the page of invitations leads to where one is made.
            assert client.get(step.address, follow=True).status_code == 200, step.address


def test_the_bar_says_who_the_visitor_is_and_offers_three_steps(demo, client):
    client.post("/demo/become/", {"role": "practitioner"})
    page = client.get("/about/").content.decode()

    assert "You are: practitioner" in page
    assert page.count("<li><a href=") >= 3
    assert 'value="practitioner" aria-current="true"' in page


def test_somebody_with_an_account_of_their_own_is_nobody_of_the_demo(demo, client):
    client.force_login(User.objects.create_user("practitioner@elsewhere.example"))

    assert "You are:" not in client.get("/about/").content.decode()


@pytest.mark.parametrize("role", ["", "superuser", "Practitioner", "practitioner\x00"])
def test_nobody_becomes_somebody_who_is_not_in_the_demo(demo, client, role):
    assert client.post("/demo/become/", {"role": role}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_from_elsewhere_cannot_change_who_the_visitor_is(demo):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/demo/become/", {"role": "operator"}).status_code == 403
    assert strict.post("/demo/").status_code == 403


@pytest.mark.parametrize(
    ("method", "address"), [("get", "/demo/"), ("post", "/demo/"), ("post", "/demo/become/")]
)
def test_outside_the_demo_there_is_no_bar_and_nothing_behind_it(demo, client, settings, method, address):
    settings.DEMO = False

    assert getattr(client, method)(address, {"role": "operator"}).status_code == 404
    assert '"demo-bar"' not in client.get("/about/").content.decode()
    assert "_auth_user_id" not in client.session


def test_outside_the_demo_nothing_is_kept_and_nothing_reset(demo, settings):
    settings.DEMO = False

    with pytest.raises(demo_state.NotADemo):
        demo_state.keep_beginning()
    with pytest.raises(demo_state.NotADemo):
        demo_state.reset_demo()


def test_without_a_kept_beginning_nothing_is_touched_and_the_page_says_what_to_do(demo, client):
    page = client.get("/demo/").content.decode()
    answer = client.post("/demo/", follow=True)

    assert "Undo everything" not in page and "delete its database" in page
    assert "nothing was changed" in answer.content.decode()
    assert User.objects.count() == len(demo)


@pytest.fixture
def running(transactional_db, demo, tmp_path, monkeypatch):
    """The database of a demo as a file beside the test's own, which must stay as it is."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no beginning: test_only_sqlite_keeps_a_beginning says so")
    demo_state.keep_beginning()
    file = tmp_path / "db.sqlite3"
    shutil.copyfile(tmp_path / "demo-beginning.sqlite3", file)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=WAL")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))
    return file


def accounts_in(file) -> int:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT count(*) FROM accounts_user").fetchone()[0]


def test_a_reset_brings_back_the_beginning_even_while_somebody_reads(running, demo, settings):
    with closing(sqlite3.connect(running)) as writer:
        writer.execute("DELETE FROM accounts_profile")
        writer.execute("DELETE FROM accounts_user")
        writer.commit()
    reader = sqlite3.connect(running)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM accounts_user").fetchone()[0] == 0
    settings.EMAIL_FILE_PATH.mkdir()
    (settings.EMAIL_FILE_PATH / "1.eml").write_text("a code")

    demo_state.reset_demo()

    assert accounts_in(running) == len(demo)
    assert [path.name for path in running.parent.glob("demo-beginning*")] == ["demo-beginning.sqlite3"]
    assert reader.execute("SELECT count(*) FROM accounts_user").fetchone()[0] == 0
    reader.close()
    assert not list(settings.EMAIL_FILE_PATH.iterdir())


def test_a_publication_after_a_reset_bears_a_number_that_was_never_used(running):
    count_publication()
    before = published_version()

    count_publication(beyond=before + 40)

    assert published_version() == before + 41


def test_only_sqlite_keeps_a_beginning(transactional_db, demo):
    demo_state.keep_beginning()

    assert demo_state.is_reset_possible() == (connection.vendor == "sqlite")


def test_what_is_kept_is_readable_by_its_owner_only(running, tmp_path):
    assert (tmp_path / "demo-beginning.sqlite3").stat().st_mode & 0o777 == 0o600


def test_the_demo_command_is_refused_outside_the_demo(settings, db):
    from django.core.management import CommandError

    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo")


def test_a_copy_that_was_cut_short_is_no_beginning(transactional_db, demo, tmp_path, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no beginning: test_only_sqlite_keeps_a_beginning says so")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path))  # a folder cannot be copied
    with pytest.raises(sqlite3.Error):
        demo_state.keep_beginning()
    assert not demo_state.is_reset_possible()
