"""``./run prove h5p FOLDER``: real packages in a real browser. How many start, score and resume?

Not part of the suite: packages of others are tried here and never kept in the repository. What is clicked is
guessed from what H5P's content types have in common, so a type that wants more skill counts as not scored.
"""

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error

from courses.activities.runtimes.h5p.refusing import sentence
from courses.activities.runtimes.h5p.rules.refusal import PackageRefused
from courses.models import H5PState, OutcomeRecord
from tests.factories import make_course, make_learner, make_lesson
from tests.h5p_parts import make_h5p

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# One step through whatever stands there; returns whether anything was done.
STEP = """() => {
  const seen = (element) => element.offsetParent !== null && !element.disabled;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  for (const field of all("input[type=text], input:not([type]), textarea")) {
    if (field.value) continue;
    field.value = "a word";
    for (const name of ["input", "keyup", "change", "blur"]) {
      field.dispatchEvent(new Event(name, {bubbles: true}));
    }
  }
  const choice = all("[role=radio], .h5p-answer, .h5p-sc-alternative, [role=checkbox], " +
    ".h5p-word-selectable, [role=option], .image-wrapper, .h5p-memory-card, .summary-claim-unclicked")
    .find((each) => !each.dataset.tried);
  if (choice) { choice.dataset.tried = 1; choice.click(); }
  const wanted = /check|submit|finish|next|start|proceed|continue|summary|show solution/i;
  const button = all("button, [role=button], .h5p-joubelui-button").reverse()
    .filter((each) => !each.dataset.tried)
    .find((each) => wanted.test(each.textContent + (each.getAttribute("aria-label") || "")));
  if (button) { if (!/next/i.test(button.textContent)) button.dataset.tried = 1; button.click(); }
  return Boolean(choice || button);
}"""
STATE = "() => JSON.stringify(H5P.instances[0]?.getCurrentState?.() ?? null)"


@dataclass
class Tried:
    """What came of one package."""

    name: str
    refused: str = ""
    started: bool = False
    scored: bool = False
    saved: bool = False
    resumed: bool = False
    seconds: float = 0
    size: int = 0
    errors: list[str] = field(default_factory=list)


class Trial:
    """A learner who goes through packages one by one."""

    def __init__(self, browser, address: str):
        self.address, self.learner = address, make_learner()
        client = Client()
        client.force_login(self.learner)
        self.context = browser.new_context(viewport={"width": 1100, "height": 900})
        cookies = [
            {"name": name, "value": each.value, "url": address} for name, each in client.cookies.items()
        ]
        self.context.add_cookies(cookies)
        self.module = make_course(lessons=0, questions=0).page.get_children().first().specific

    def go_through(self, path: Path) -> Tried:
        tried = Tried(path.name)
        try:
            with path.open("rb") as file:
                activity = make_h5p(file, code=f"real-{path.stem.lower().replace('.', '-')}")
        except PackageRefused as refusal:
            tried.refused = sentence(refusal)
            return tried
        tried.size = activity.package.load_size
        lesson = make_lesson(self.module, practice=[activity])
        page = self.context.new_page()
        page.on("pageerror", lambda error: tried.errors.append(str(error)[:90]))
        course = self.module.get_parent().slug
        self._play(page, self.address + reverse("lesson", args=[course, lesson.slug]), tried, activity)
        page.close()
        return tried

    def _play(self, page, lesson: str, tried: Tried, activity) -> None:
        frame = self._started(page, lesson, tried)
        if frame is None:
            return
        for _ in range(14):
            if not frame.evaluate(STEP):
                break
            page.wait_for_timeout(250)
        page.wait_for_timeout(1_500)
        before = json.loads(frame.evaluate(STATE))
        own = {"learner": self.learner, "activity_key": activity.activity.translation_key}
        tried.scored = OutcomeRecord.objects.filter(**own, score__isnull=False).exists()
        page.wait_for_timeout(1_000)
        tried.saved = H5PState.objects.filter(**own, name="state").exists()
        again = self._started(page, lesson, Tried(""))
        if tried.saved and again is not None:
            page.wait_for_timeout(700)
            tried.resumed = _is_like(json.loads(again.evaluate(STATE)), before)

    def _started(self, page, lesson: str, tried: Tried):
        page.goto(lesson)
        begun = time.monotonic()
        page.locator("[data-h5p=ready]").wait_for()
        page.locator("[data-start]").click()
        try:
            page.locator("[data-h5p=started]").wait_for(timeout=20_000)
        except Error:
            return None
        tried.started, tried.seconds = True, time.monotonic() - begun
        return next(frame for frame in page.frames if "/play/" in frame.url)


def _is_like(now, before) -> bool:
    """Return whether a state came back: the same, but for how long somebody took."""

    def told(value):
        if isinstance(value, dict):
            return {name: told(each) for name, each in value.items() if "time" not in name.lower()}
        return [told(each) for each in value] if isinstance(value, list) else value

    return now is not None and told(now) == told(before)


def test_real_packages_start_score_and_resume(browser, live_server, settings, tmp_path, capsys):
    folder = os.environ.get("H5P_FOLDER", "")
    files = sorted(Path(folder).glob("*.h5p")) if folder else []
    assert files, "Name a folder that holds .h5p files: ./run prove h5p FOLDER"
    settings.MEDIA_ROOT, settings.ALLOWED_HOSTS = tmp_path, ["*"]
    trial = Trial(browser, live_server.url)
    found = []
    for path in files:
        found.append(trial.go_through(path))
        with capsys.disabled():
            print(_line(found[-1]), flush=True)  # noqa: T201
    trial.context.close()
    with capsys.disabled():
        print(_sum(found))  # noqa: T201
    # A package can be broken by itself: its library may define nothing that could start.
    taken = [each for each in found if not each.refused]
    assert sum(each.started for each in taken) >= 0.95 * len(taken)


def _line(tried: Tried) -> str:
    if tried.refused:
        return f"{tried.name}: refused. {tried.refused}"
    told = [name for name in ("started", "scored", "saved", "resumed") if getattr(tried, name)]
    cost = f"{tried.seconds:.1f} s, {tried.size / 1e6:.1f} MB"
    return f"{tried.name}: {', '.join(told) or 'did not start'}; {cost}" + "".join(
        f"; {error}" for error in tried.errors[:2]
    )


def _sum(found: list[Tried]) -> str:
    taken = [each for each in found if not each.refused]
    counted = {
        name: sum(getattr(each, name) for each in taken) for name in ("started", "scored", "saved", "resumed")
    }
    return f"\n{len(found)} packages, {len(taken)} taken: " + ", ".join(
        f"{n} {name}" for name, n in counted.items()
    )
