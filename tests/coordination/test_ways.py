"""The navigation of coordination: whatever page is shown, one group is open, and it says where one is."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from courses.api import create_cohort
from lms.accounts.api import grant
from tests.coordination.test_overview import coordinator
from tests.factories import make_learner

TEMPLATES = Path(settings.BASE_DIR) / "lms" / "templates"
PAGES = {
    "/coordination/": ("Shortages", "Overview"),
    "/coordination/gaps/": ("Shortages", "Gaps"),
    "/coordination/cohorts/": ("People", "Groups"),
    "/coordination/events/": ("People", "Events"),
    "/coordination/invitations/": ("People", "Invitations"),
    "/coordination/endings/": ("Certificates", "Renewals"),
    "/coordination/certificates/": ("Certificates", "Withdraw"),
    "/coordination/way/": ("Certificates", "The way there"),
    "/coordination/rules/": ("Certificates", "Rules"),
    "/coordination/courses/": ("Numbers", "Courses"),
    "/coordination/learned/": ("Numbers", "What they learn"),
    "/coordination/report/": ("Numbers", "Report"),
}


def operator() -> Client:
    """Return the browser of an operator, who alone changes rules."""
    person, client = make_learner(), Client()
    grant(person, "operator", "everywhere")
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def includes() -> list[str]:
    """Return what each page of the site calls itself when it takes the navigation in."""
    pages = (path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.html")))
    return [found for page in pages for found in re.findall(r'ways\.html" with here="(\w+)"', page)]


def navigation(html: str) -> str:
    """Return the navigation of coordination as it stands on a page."""
    return re.search(r'<nav class="ways".*?</nav>', html, re.DOTALL).group()


def marked(html: str) -> tuple[list[str], list[str]]:
    """Return the groups and the pages that the navigation marks as those one is in."""
    groups, pages = re.findall(r"<ul.*?</ul>", navigation(html), re.DOTALL)
    return tuple(re.findall(r"<a [^>]*aria-current=[^>]*>([^<]+)</a>", row) for row in (groups, pages))


@pytest.mark.parametrize("here", sorted(set(includes())))
def test_every_page_that_takes_it_in_opens_one_group_and_marks_one_of_its_pages(here):
    groups, pages = marked(render_to_string("coordination/ways.html", {"here": here}))
    assert len(groups) == 1 and len(pages) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_each_page_names_its_group_and_itself_and_leads_to_all_four(address):
    create_cohort(name="Termez, spring")
    client = operator() if address.endswith("/rules/") else coordinator()
    html = client.get(address).content.decode()
    assert marked(html) == tuple([name] for name in PAGES[address])
    assert f'<a href="{address}" aria-current="page">' in html
    for first in ("", "cohorts/", "endings/", "courses/"):
        assert f'<a href="/coordination/{first}"' in html


@pytest.mark.django_db
def test_together_the_groups_lead_to_every_page_a_coordinator_may_open_and_to_no_other():
    create_cohort(name="Termez, spring")
    client, led = coordinator(), set()
    for address in PAGES.keys() - {"/coordination/rules/"}:
        led |= set(re.findall(r'href="([^"]+)"', navigation(client.get(address).content.decode())))
    assert led == PAGES.keys() - {"/coordination/rules/"}
