"""A trainer builds a pool and a case in the CMS, and nobody meets them before a second person has signed."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.editor import add_block, choose, choose_action, sign
from tests.journeys.looking import keep_picture
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser

STEM = "A grandmother asks who reads your notes. What do you tell her first?"
GIFT = """::keys:: Who may open the cabinet with the notes? {
=The one who wrote them #The one who answers for them.
~Whoever asks politely #Politeness is no mandate.
~The whole team #Most of them need nothing of it.
}"""
QUESTIONS = """
from assessments.models import Question
print("LIVE", sorted(Question.objects.filter(pool__code="notes").values_list("live", flat=True)))
"""
MANY_POOLS = """
from assessments.models import Pool
Pool.objects.bulk_create(Pool(code=f"another-{n}", name=f"Another pool {n}") for n in range(12))
"""
CASE = """
from casestudies.models import Case
print("LIVE", Case.objects.get(code="the-notes").live)
"""


def fill(page, prefix: str, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"[name={prefix}-value-{name}]").fill(value)


def save(page) -> None:
    page.get_by_role("button", name="Save", exact=False).first.click()
    page.locator(".messages li").first.wait_for()
    assert page.locator(".messages .success").count(), page.inner_text("main")


def test_a_trainer_builds_a_pool_by_hand_and_from_a_file(site, visitor):
    site.manage("shell", "--command", MANY_POOLS)
    trainer = visitor(size="desk")
    sign_in_demo(trainer, "trainer", then="/cms/")
    trainer.goto("/cms/snippets/assessments/pool/add/")
    trainer.locator("[name=name]").fill("Notes")
    trainer.locator("[name=code]").fill("notes")
    save(trainer)
    _write_question(trainer)
    expect(trainer.locator("main")).to_contain_text(
        "No fact stands behind this question.", use_inner_text=True
    )
    keep_picture(trainer, "question-written")
    choose_action(trainer, "Submit to Second person")
    trainer.wait_for_url(re.compile("/cms/"))
    _import_question(trainer)
    assert "LIVE [False, False]" in site.manage("shell", "--command", QUESTIONS)
    sign(visitor(size="desk"), STEM)
    assert "LIVE [False, True]" in site.manage("shell", "--command", QUESTIONS)


def _write_question(page) -> None:
    page.goto("/cms/snippets/assessments/question/add/")
    page.locator("[name=stem]").fill(STEM)
    said = ("Me and my supervisor; I can show you", "Nobody you need to think about", "That is not for her")
    for number, text in enumerate(said):
        add_block(page, "Choice")
        fill(page, f"choices-{number}", text=text, why=f"Because of what a promise is ({number}).")
    page.locator("[name=choices-0-value-is_right]").check()
    choose(page, "Choose question pool", "Notes")
    page.locator("[name=objective]").fill("o1")
    page.locator("[name=code]").fill("who-reads-the-notes")
    save(page)


def _import_question(page) -> None:
    page.goto("/cms/questions/import/")
    page.locator("[name=form]").select_option("gift")
    file = {"name": "notes.gift", "mimeType": "text/plain", "buffer": GIFT.encode()}
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=pool]").select_option(label="Notes")
    page.locator("[name=objective]").fill("o1")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("button", name="Bring them as drafts").click()
    page.locator(".messages .success").wait_for()
    keep_picture(page, "questions-imported")


def test_a_trainer_writes_a_case_and_its_map_refuses_a_way_that_leads_nowhere(site, visitor):
    trainer = visitor(size="desk")
    sign_in_demo(trainer, "trainer", then="/cms/")
    trainer.goto("/cms/snippets/casestudies/case/add/")
    for name, value in (
        ("title", "Who reads the notes"),
        ("opening", "You keep notes."),
        ("code", "the-notes"),
    ):
        trainer.locator(f"[name={name}]").fill(value)
    trainer.locator("[name=minutes]").fill("5")
    add_block(trainer, "Turning point")
    fill(trainer, "outline-0", name="door", text="A grandmother asks who reads them.")
    for number, (text, to) in enumerate((("You show her.", "trust"), ("You wave it off.", "silence")), 1):
        add_block(trainer, "Choice")
        fill(trainer, f"outline-{number}", text=text, goes_to=to, consequence="She nods.")
        fill(
            trainer,
            f"outline-{number}",
            reason="Said kindly.",
            comment="I have done both.",
            scores="do-no-harm 1",
        )
    add_block(trainer, "Ending")
    fill(trainer, "outline-3", name="trust", text="She comes again.", holds="She knows.")
    save(trainer)
    expect(trainer.locator(".case-map")).to_contain_text("It cannot be published yet", use_inner_text=True)
    expect(trainer.locator(".case-map__problems")).to_contain_text("silence", use_inner_text=True)
    keep_picture(trainer, "case-refused")
    add_block(trainer, "Ending")
    fill(trainer, "outline-4", name="silence", text="She does not ask again.", holds="Nothing yet.")
    save(trainer)
    expect(trainer.locator(".case-map")).to_contain_text("Every way leads to an ending.", use_inner_text=True)
    keep_picture(trainer, "case-written")
    choose_action(trainer, "Submit to Second person")
    trainer.wait_for_url(re.compile("/cms/"))
    sign(visitor(size="desk"), "Who reads the notes")
    assert "LIVE True" in site.manage("shell", "--command", CASE)
