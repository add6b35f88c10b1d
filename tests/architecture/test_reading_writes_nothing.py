"""Looking at a page changes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.accounts.api import grant
from tests.factories import make_course, make_learner

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# A visit of staff is noted at most once a minute, so that an unattended session can end.
NOTED = ("django_session",)


def paths(course) -> list[str]:
    base = f"/courses/{course.slug}/"
    return [
        "/",
        "/courses/",
        "/learn/",
        "/learn/refreshers/",
        "/learn/events/",
        "/learn/events/sign-in/?code=ABC-DEF",
        "/notices/",
        "/about/",
        base,
        f"{base}{course.lessons[0].slug}/",
        f"{base}{course.lessons[1].slug}/",
        f"{base}test/",
        f"/certificates/claim/{course.key}/",
        "/verify/",
        "/verify/specimen/",
        "/verify/0000-0000-0000-0000/",
        "/coordination/",
        "/coordination/table.csv",
        "/coordination/shortages.csv",
        "/coordination/tiles/",
        "/coordination/gaps/",
        "/coordination/gaps/table.csv",
        "/coordination/targets/",
        "/coordination/courses/",
        "/coordination/cohorts/",
        "/coordination/events/",
        "/coordination/invitations/",
        "/join/no-such-token/",
        "/accounts/profile/",
        "/accounts/name/",
        "/.well-known/did.json",
        "/.well-known/jwks.json",
        "/healthz",
    ]


def written_by(client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    writes = [query["sql"] for query in captured if query["sql"].startswith(WRITES)]
    return [sql for sql in writes if not any(table in sql for table in NOTED)]


@pytest.mark.parametrize("role", ["anonymous", "practitioner", "coordinator"])
def test_no_reading_writes(client, role):
    course = make_course(lessons=2)
    if role != "anonymous":
        person = make_learner()
        client.force_login(person)
        if role == "coordinator":
            grant(person, "coordinator")
    assert {path: found for path in paths(course) if (found := written_by(client, path))} == {}
