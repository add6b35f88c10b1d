"""One coordinator's work from the first number to the last certificate, on her phone; and whom it touches."""

import pytest
from playwright.sync_api import expect

from tests.journeys.coordinating import (
    close_list,
    make_event,
    make_group,
    open_gap,
    print_report,
    save_report,
    see_endings,
    see_faults,
    see_week,
    send_list,
    set_target,
    withdraw,
)
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import (
    COURSE,
    claim_certificate,
    finish_lesson,
    finish_lessons,
    join_group_by_keyboard,
    mailed_link,
    sign_in_demo,
    sign_into_event_by_keyboard,
    take_test,
)
from tests.journeys.renewing import hold_one_near_its_end, renew
from tests.journeys.strangers import check_from_the_folder, read_standing, save_check_page, square_of

pytestmark = pytest.mark.browser
GROUP, REGION = "Fergana, winter (invented)", "Fergana region"
TITLE = "Working with families: shared ground"
GUEST = "guest-by-file@example.org"
WITH_FAULTS = f"address;language\n{GUEST};\nyusuf@example;tg\nbarno@example.org;Deutsch\n"
CORRECTED = f"address;language\n{GUEST};\nbarno@example.org;tg\n"


def test_a_coordinator_from_target_to_withdrawal_and_who_learns_checks_and_renews(visitor, site, tmp_path):
    coordinator, learner, stranger, other = people = [visitor() for _ in range(4)]
    seen = [watch(page) for page in people]
    sign_in_demo(coordinator, "coordinator", then="/coordination/")
    open_gap(coordinator, REGION)
    set_target(coordinator, 5, told="Short by 2 (2 of 4)")
    group = ask_by_file(coordinator)
    begin(learner, site)
    follow(coordinator, group)
    sign_into_event_by_keyboard(learner, make_event(coordinator, GROUP))
    close_list(coordinator)
    look_at_gap(coordinator)
    print_report(coordinator, save_report(coordinator))
    code = earn(learner, site)
    square, saved, phone = square_of(site, code), tmp_path / "check-certificates.html", visitor(dark=True)
    check_before(stranger, phone, saved, square)
    withdraw(coordinator, code, "It was issued by mistake.")
    check_after(stranger, phone, saved, square)
    read_why(learner)
    before = hold_one_near_its_end(site)
    sign_in_demo(other, "practitioner")
    renew(other, before)
    see_endings(coordinator)
    assert seen == [[], [], [], []]


def ask_by_file(page) -> str:
    """Make a group, hand in a list with two faults, and correct it; returns where the group is."""
    make_group(page, GROUP, REGION)
    group = page.url
    page.get_by_role("link", name="Ask people by a list").click()
    hand_in(page, WITH_FAULTS)
    see_faults(page, 2)
    hand_in(page, CORRECTED)
    send_list(page, 2)
    return group


def hand_in(page, text: str) -> None:
    page.get_by_label("Or a file").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )


def begin(page, site) -> None:
    """Follow the mailed link as the learner, and finish the first lesson."""
    link = mailed_link(page, site, GUEST)
    join_group_by_keyboard(page, site, link, address=GUEST, profession="psychologist", region="Fergana")
    page.get_by_role("button", name="Start this course").click()
    page.wait_for_url(f"**{COURSE}*/")
    finish_lesson(page)


def follow(page, group: str) -> None:
    """See by name who has come, never by address; and how the week of the group is."""
    page.goto(group)
    expect(page.get_by_role("row", name="Walker")).to_contain_text("in progress")
    assert GUEST not in page.content()
    assert_accessible(page)
    keep_picture(page, "group-on-a-phone")
    see_week(page)


def look_at_gap(page) -> None:
    """Open the gap: the new target, and one more on the way to close it."""
    open_gap(page, REGION)
    expect(page.locator(".lead")).to_contain_text("Short by 3 (2 of 5)")
    page.goto("/coordination/gaps/?profession=psychologist&competency=evidence-literacy")
    cells = page.locator("tr", has_text=REGION).get_by_role("cell").all_inner_texts()
    assert cells[1:5] == ["2", "5", "40", "3"]
    assert_accessible(page)
    keep_picture(page, "gaps-on-a-phone")


def earn(page, site) -> str:
    """Finish the course, pass its test, and claim the certificate; returns its code."""
    finish_lessons(site, GUEST, "common-core")
    page.goto(f"{COURSE}test/")
    page.get_by_role("button", name="Begin the test").click()
    take_test(page, right=True)
    return claim_certificate(page)


def check_before(stranger, phone, saved, square: str) -> None:
    """Check the certificate with a line, and without one from the page that was saved."""
    read_standing(stranger, square, is_withdrawn=False)
    save_check_page(stranger, saved)
    check_from_the_folder(phone, saved, square, TITLE)


def check_after(stranger, phone, saved, square: str) -> None:
    """Check it again: with a line it is withdrawn; without one nobody can know."""
    read_standing(stranger, square, is_withdrawn=True)
    keep_picture(stranger, "specimen-withdrawn")
    check_from_the_folder(phone, saved, square, TITLE)


def read_why(page) -> None:
    """Read as the holder that the certificate is withdrawn, and why."""
    page.reload()
    expect(page.locator("main")).to_contain_text("It was issued by mistake.")
    assert_accessible(page)
