"""A hostile package in a real browser: what it reaches for and does not get, and who is heard at all."""

import json

import pytest
from django.core.signals import request_started
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from courses.models import OutcomeRecord
from tests.factories import make_course, make_learner, make_lesson
from tests.h5p_parts import make_h5p, with_script

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Another host as a browser sees it: the same server under its other name.
REACHES = """
const attempt = async (name, act) => {
  try { report(name, await Promise.race([act(), new Promise((_, no) => setTimeout(no, 1500, new Error("silence")))])); }
  catch (error) { report(name, "held"); }
};
const other = location.protocol + "//localhost:" + location.port;
await attempt("parent", async () => parent === window ? "held" : parent.document.title);
await attempt("cookies", async () => document.cookie || "held");
await attempt("storage", async () => {
  const real = Object.getOwnPropertyDescriptor(Window.prototype, "localStorage");
  return real ? real.get.call(window) && "reached" : "held";
});
await attempt("database", async () => indexedDB.open("x") && "reached");
await attempt("cache", async () => await caches.open("x") && "reached");
await attempt("own cookie", async () => { document.cookie = "mark=1"; return document.cookie ? "reached" : "held"; });
await attempt("popup", async () => window.open("/about/") ? "reached" : "held");
await attempt("top", async () => { if (top === window) return "held"; top.location.href = "/about/"; return "reached"; });
await attempt("worker", async () => {
  const made = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
  return await new Promise((yes, no) => { made.onmessage = () => yes("reached"); made.onerror = no; });
});
await attempt("service worker", async () => { await navigator.serviceWorker.register("/sw.js"); return "reached"; });
await attempt("own pages", async () => (await fetch("/courses/")).status);
await attempt("own account", async () => (await fetch("/accounts/own-data/", { credentials: "include" })).status);
await attempt("other host", async () => { await fetch(other + "/healthz?fetch", { mode: "no-cors" }); return "reached"; });
await attempt("picture", async () => await new Promise((yes, no) => {
  const image = new Image(); image.onload = () => yes("reached"); image.onerror = no; image.src = other + "/healthz?image";
}));
const linked = (rel, kind) => new Promise((yes, no) => {
  const link = Object.assign(document.createElement("link"), { rel, as: kind, href: `${other}/healthz?${rel}` });
  link.onload = () => yes("reached"); link.onerror = no; document.head.append(link);
});
await attempt("style", () => linked("stylesheet", ""));
await attempt("prefetch", () => linked("prefetch", ""));
await attempt("preload", () => linked("preload", "script"));
await attempt("script", async () => { await import(other + "/healthz?script"); return "reached"; });
await attempt("sound", async () => await new Promise((yes, no) => {
  const sound = new Audio(other + "/healthz?sound"); sound.onloadeddata = () => yes("reached"); sound.onerror = no;
}));
await attempt("letters", async () => {
  await new FontFace("Other", `url(${other}/healthz?letters)`).load(); return "reached";
});
await attempt("events", async () => await new Promise((yes, no) => {
  const events = new EventSource(other + "/healthz?events"); events.onopen = () => yes("reached"); events.onerror = no;
}));
await attempt("beacon", async () => navigator.sendBeacon(other + "/healthz?beacon", "x") ? "sent" : "held");
await attempt("socket", async () => await new Promise((yes, no) => {
  const socket = new WebSocket(other.replace("http", "ws") + "/healthz?socket"); socket.onopen = () => yes("reached"); socket.onerror = no;
}));
await attempt("peer", async () => new RTCPeerConnection() && "reached");
await attempt("frame", async () => await new Promise((yes, no) => {
  const frame = document.createElement("iframe"); frame.src = other + "/healthz?frame";
  frame.onload = () => { try { yes(frame.contentWindow.RTCPeerConnection ? "reached" : "held"); } catch { yes("held"); } };
  document.body.append(frame);
}));
await attempt("form", async () => {
  const form = document.createElement("form"); form.action = other + "/healthz"; form.method = "get";
  form.innerHTML = '<input name="form" value="1">'; document.body.append(form); form.submit(); return "sent";
});
"""  # noqa: E501
# Milliseconds: other work on the machine must not look like a guard that failed.
PATIENCE = 40_000
# What is sent without an answer is judged by what arrives.
SILENT = {"sent", "held"}
LEAVES = """
const other = location.protocol + "//localhost:" + location.port;
setTimeout(() => { location.href = other + "/healthz?left"; }, 50);
"""
FORGES = """
parent.postMessage({h5p: {statement: JSON.stringify({
  verb: {id: "http://adlnet.gov/expapi/verbs/completed"}, object: {id: H5PIntegration.contents["cid-1"].url},
  result: {score: {raw: 100, max: 100, scaled: 1}, success: true, completion: true}
})}}, "*");
"""


class Held:
    """A learner's browser before a lesson with a package."""

    def __init__(self, browser, server, script: str, *beside):
        activity = make_h5p(with_script(script), code="hostile", title="Hostile")
        course = make_course(lessons=0, questions=0)
        lesson = make_lesson(course.page.get_children().first().specific, practice=[activity, *beside])
        self.key = activity.activity.translation_key
        self.address = server.url + reverse("lesson", args=[course.slug, lesson.slug])
        self.player = server.url + reverse("h5p_play", args=[course.slug, lesson.slug, self.key])
        self.context = browser.new_context(reduced_motion="reduce")
        self.context.set_default_timeout(PATIENCE)
        self._sign_in(server.url)
        self.opened: list = []
        self.context.on("page", lambda page: self.opened.append(page))
        self.page = self.context.new_page()

    def _sign_in(self, address: str) -> None:
        client = Client()
        client.force_login(make_learner())
        cookies = [
            {"name": name, "value": each.value, "url": address} for name, each in client.cookies.items()
        ]
        self.context.add_cookies([*cookies, {"name": "plain", "value": "readable", "url": address}])

    def start(self) -> None:
        """Open the lesson and start the package."""
        self.page.goto(self.address)
        self.page.locator("[data-h5p=ready]").wait_for()
        self.page.locator("[data-start]").first.click()
        self.page.locator("[data-h5p=started]").wait_for()
        expect(self.page.locator(".h5p__frame")).to_have_attribute("sandbox", "allow-scripts")

    def found(self, place) -> dict:
        """Return what the package reports in its own document."""
        report = place.locator("#found")
        report.wait_for(state="attached", timeout=PATIENCE)
        return json.loads(report.text_content())


@pytest.fixture
def arrived():
    """What has arrived at the other host, as the server itself saw it."""
    seen: list[str] = []

    def note(sender, environ, **_rest):
        if environ.get("HTTP_HOST", "").startswith("localhost"):
            seen.append(f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}")

    request_started.connect(note)
    yield seen
    request_started.disconnect(note)


@pytest.fixture
def held(browser, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    # The browser asks for one name; what is asked under the other is another host to it.
    live_server.url_of_browser = live_server.url.replace("localhost", "127.0.0.1")
    made: list[Held] = []

    def make(script: str, *beside) -> Held:
        server = type("Server", (), {"url": live_server.url_of_browser})
        made.append(Held(browser, server, script, *beside))
        return made[-1]

    yield make
    for each in made:
        each.context.close()


def assert_nothing_reached(found: dict, arrived: list[str]) -> None:
    wrong = {name: value for name, value in found.items() if value not in SILENT}
    assert wrong == {}
    assert len(found) == 26
    assert arrived == []


def test_a_hostile_package_reaches_nothing(held, arrived):
    stage = held(REACHES)
    stage.start()
    found = stage.found(stage.page.frame_locator(".h5p__frame"))

    assert_nothing_reached(found, arrived)
    assert stage.page.url == stage.address and len(stage.opened) == 1


def test_opened_by_itself_it_leads_to_the_lesson(held):
    stage = held(REACHES)
    stage.page.goto(stage.player)

    assert stage.page.url == f"{stage.address}#a-{stage.key}"
    expect(stage.page.locator("iframe")).to_have_count(0)


def test_where_a_browser_does_not_say_that_it_stands_alone_it_is_held_the_same(held, arrived, monkeypatch):
    # As older browsers do, which send no word of where a document is shown.
    monkeypatch.setattr("courses.views.h5p.is_opened_alone", lambda request: False)
    stage = held(REACHES)
    stage.page.goto(stage.player)

    assert_nothing_reached(stage.found(stage.page), arrived)
    assert stage.page.url == stage.player and len(stage.opened) == 1


def test_its_frame_cannot_leave_for_another_host(held, arrived):
    stage = held(LEAVES)
    stage.start()
    stage.page.wait_for_timeout(1_000)

    assert arrived == []


def test_a_forged_full_score_is_practice_and_counts_nowhere(held):
    stage = held(FORGES)
    stage.page.goto(stage.address)
    stage.page.locator("[data-start]").click()
    expect(stage.page.locator(".h5p__score")).to_have_text("Practice: 100 % this time.", timeout=PATIENCE)

    record = OutcomeRecord.objects.get()
    assert (record.trust, record.score) == ("browser", 1.0)
    expect(stage.page.locator("#finish")).not_to_contain_text("You have finished this lesson")


def test_a_package_cannot_speak_for_another_one_and_nobody_but_a_frame_is_heard(held, settings):
    other = make_h5p(code="beside")
    of_the_other = f'"urn:uuid:{other.activity.translation_key}"'
    forged = FORGES.replace('H5PIntegration.contents["cid-1"].url', of_the_other)
    stage = held(forged, other)
    stage.page.goto(stage.address)
    stage.page.locator("[data-h5p=ready]").nth(1).wait_for()
    stage.page.locator("[data-start]").nth(1).click()
    stage.page.locator("[data-h5p=started]").wait_for()
    # The page's own window says it first, then the frame of the other package.
    stage.page.evaluate(forged.replace("parent.postMessage", "window.postMessage"))
    # By key: a click just after scrolling may be given to the frame that stood there before.
    stage.page.locator("[data-start]").first.press("Enter")
    # Its own place takes it to the server, which sees that it is about something else.
    expect(stage.page.locator(".h5p .problem")).to_have_count(1, timeout=PATIENCE)

    assert not OutcomeRecord.objects.exists()
