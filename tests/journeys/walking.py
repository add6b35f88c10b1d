"""Walks the first course on a phone, from the front page to the document, with one kind of hand."""

import re

from playwright.sync_api import expect

from tests.journeys.hands import Finger, Keyboard, answer, play_exercise, walk_case
from tests.journeys.looking import assert_accessible, assert_fits, keep_picture, watch
from tests.journeys.people import finish_lessons
from tests.library.packages import course, lessons

COURSE = "/courses/common-core/"
LESSONS = [lesson for module in course("common-core")["modules"] for lesson in module["lessons"]]


class Walk:
    """A learner under way with one kind of hand. ``look`` is asked once on each kind of page."""

    def __init__(self, hand, look):
        self.hand, self.page, self._look = hand, hand.page, look
        self._seen: set[str] = set()

    def at(self, address: str, kind: str) -> None:
        """Wait for a page, look at it where its kind is new, and go past its menus."""
        self.page.wait_for_url(re.compile(f"127.0.0.1:\\d+{address}(#main)?$"), wait_until="domcontentloaded")
        self.look(kind)
        self.hand.arrive()

    def look(self, kind: str) -> None:
        """Look at a kind of page that was not seen before."""
        if kind not in self._seen:
            self._seen.add(kind)
            self._look(self.page, kind)


def join(walk: Walk, site, address: str) -> None:
    """Make an account from the front page on, and answer what is asked once."""
    hand = walk.hand
    walk.page.goto("/")
    walk.look("front page")
    hand.press(".nav a[href='/courses/']")
    walk.at("/courses/", "catalogue")
    hand.press(f"main a[href='{COURSE}']")
    walk.at(COURSE, "course of a visitor")
    hand.press("main a[href^='/accounts/signup/']")
    walk.at(r"/accounts/signup/.*", "sign up")
    hand.write("[name=email]", address)
    hand.press("main button[type=submit]")
    walk.at(r"/accounts/login/code/confirm/.*", "code")
    hand.write("[name=code]", site.code_for(address))
    hand.press("main .form button[type=submit]")
    walk.at(r"/accounts/welcome/.*", "welcome")
    hand.write("[name=display_name]", "Walker (invented)")
    hand.pick("[name=profession]", "psychologist")
    hand.pick("[name=region]", "Osh city")
    hand.tick("[name=agreed]")
    hand.press("main button[type=submit]")


def take_lesson(walk: Walk, lesson: str) -> None:
    """Answer every question of a lesson, read what is said of it, and go on to what comes next."""
    page, hand = walk.page, walk.hand
    walk.at(f"{COURSE}{lesson}/", "lesson")
    page.wait_for_load_state()
    for identity in page.locator("section.question").evaluate_all("all => all.map(({id}) => id)"):
        question = page.locator(f"[id='{identity}']")
        answer(hand, question)
        hand.press(f"[id='{identity}'] button[type=submit]")
        # The focus comes a moment after the text.
        question.locator(".feedback__verdict:focus", has_text=re.compile("Right|Noted")).wait_for()
        assert "without an account" not in page.inner_text("#finish")
    if page.locator(".hx-form").count():
        walk.look("exercise")
        play_exercise(hand)
    if page.locator("section.case").count():
        walk.look("case")
        walk_case(hand)
        walk.look("case looked back at")
    if page.locator("#finish button").count():
        # What is too sensitive to be kept is finished by the reader's own word, which also leads on.
        hand.press("#finish button")
        return
    page.locator("#finish", has_text="You have finished this lesson").wait_for()
    walk.look(f"{lesson} answered")
    hand.press("a[rel=next]")


def take_end_test(walk: Walk) -> None:
    """Begin the test, answer everything, finish, and go back to the course."""
    page, hand = walk.page, walk.hand
    walk.at(f"{COURSE}test/", "before the test")
    hand.press("main form button")
    page.locator(".test__questions").wait_for()
    page.wait_for_load_state()
    walk.at(f"{COURSE}test/", "test")
    for question in page.locator(".test__questions > li").all():
        answer(hand, question)
    hand.press(".test__form > .actions .button--primary")
    page.locator(".result__verdict:focus", has_text="Passed").wait_for()
    walk.look("result")
    hand.press(f".result a[href='{COURSE}']")


def claim(walk: Walk) -> None:
    """Give a name, see what it will stand on, and take the document."""
    page, hand = walk.page, walk.hand
    walk.at(COURSE, "course finished")
    hand.press("main .continue a.button")
    walk.at(r"/certificates/.*", "name is missing")
    hand.press("main a.button")
    walk.at(r"/accounts/name/.*", "name")
    hand.write("[name=full_name]", "Ҷамшед Санҷишӣ")
    hand.write("[name=latin_name]", "Jamshed Sanjishi")
    hand.press("main .button[type=submit]")
    walk.at(r"/certificates/.*", "before the certificate")
    expect(page.locator("main")).to_contain_text("Ҷамшед Санҷишӣ", use_inner_text=True)
    hand.press("main .button[type=submit]")
    page.locator("#who-checks").wait_for()
    walk.at(r"/certificates/.*", "certificate")
    with page.expect_download() as taken:
        hand.press("main a.button[download]")
    assert taken.value.path().read_bytes().startswith(b"%PDF")


def take_course(walk: Walk, site, address: str) -> None:
    """Take the whole road, every lesson of it."""
    begin(walk, site, address)
    for lesson in LESSONS:
        take_lesson(walk, lesson)
    take_end_test(walk)
    claim(walk)


def take_course_briefly(walk: Walk, site, address: str) -> None:
    """Take the road with one lesson of each kind; the others are finished past the browser."""
    begin(walk, site, address)
    for lesson in one_of_each_kind():
        if not walk.page.url.endswith(f"/{lesson}/"):
            walk.page.goto(f"{COURSE}{lesson}/")
        take_lesson(walk, lesson)
        walk.page.wait_for_url(lambda url, lesson=lesson: f"/{lesson}/" not in url)
    finish_lessons(site, address, "common-core")
    walk.page.goto(f"{COURSE}test/")
    take_end_test(walk)
    claim(walk)


def begin(walk: Walk, site, address: str) -> None:
    """Join and start the course."""
    join(walk, site, address)
    walk.at(COURSE, "course")
    walk.hand.press("main form[action$='/start/'] button")
    walk.page.wait_for_url(f"**{COURSE}{LESSONS[0]}/")


def one_of_each_kind() -> list[str]:
    """The first lesson, the first that is the sitting of a case, and the first with an exercise."""
    texts = {lesson.path.name: lesson for lesson in lessons("common-core")}
    kinds = (
        lambda lesson: True,
        lambda lesson: lesson.is_case,
        lambda lesson: lesson.arguments(kind="exercise"),
    )
    return [next(name for name in LESSONS if fits(texts[f"{name}.en.md"])) for fits in kinds]


def walk_by_keys(visitor, site, take, address: str) -> None:
    """Walk with keys alone: nothing is too wide for the phone, and nobody else's host is asked."""
    page = visitor()
    seen = watch(page)

    def look(page, kind: str) -> None:
        assert_fits(page)
        keep_picture(page, f"keys-{kind.replace(' ', '-')}")

    take(Walk(Keyboard(page), look), site, address)
    assert seen == []


def walk_by_finger(visitor, site, take, address: str) -> None:
    """Walk with a finger alone: every kind of page is accessible, and nobody else's host is asked."""
    page = visitor(touch=True)
    seen = watch(page)

    def look(page, kind: str) -> None:
        assert_accessible(page)
        keep_picture(page, f"finger-{kind.replace(' ', '-')}")

    take(Walk(Finger(page), look), site, address)
    assert seen == []
