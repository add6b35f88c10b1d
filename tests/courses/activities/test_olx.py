"""Exercises as files for other platforms: out and in again byte for byte, and nothing hostile comes in."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree
from xblock.fields import ScopeIds
from xblock.runtime import DictKeyValueStore, KvsFieldData
from xblock.test.tools import TestRuntime

from courses.activities.runtimes.xblock.catalogue import catalogue
from courses.activities.runtimes.xblock.loading import load_block
from courses.activities.runtimes.xblock.olx.carried import Carried
from courses.activities.runtimes.xblock.olx.parsing import LARGEST_FILE
from courses.activities.runtimes.xblock.olx.reading import read_olx
from courses.activities.runtimes.xblock.olx.refusing import OlxRefused
from courses.activities.runtimes.xblock.olx.writing import exercise_olx, lesson_olx
from courses.api import set_up_review
from courses.models import BlockExercise
from courses.views import exercise_olx as exercise_olx_desk
from lms.accounts.api import grant
from tests.block_parts import acid_parent, dialogue, make_exercise, sorting, support_map
from tests.courses.activities.conftest import make_stage
from tests.factories import make_home, make_learner

pytestmark = pytest.mark.django_db
UPLOAD = "/cms/exercises/olx/"
SCOPED = "lms.accounts.backends.ScopedBackend"
_OPTION = 'xmlns:option="http://code.edx.org/xblock/option"'


def person(role: str) -> Client:
    found = make_learner()
    grant(found, role)
    client = Client()
    client.force_login(found, backend=SCOPED)
    return client


def file(olx: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile("exercise.xml", olx if isinstance(olx, bytes) else olx.encode())


def reasons(olx: bytes | str) -> list[tuple[str, int]]:
    """Return why a file is refused, each with its line."""
    with pytest.raises(OlxRefused) as refused:
        read_olx(olx if isinstance(olx, bytes) else olx.encode())
    return [(refusal.reason, refusal.line) for refusal in refused.value.refusals]


@pytest.mark.parametrize("tree", [dialogue(), sorting(), support_map(), acid_parent()])
def test_an_exercise_goes_out_comes_in_and_goes_out_as_the_same_bytes(tree):
    exercise = Carried("a-visit", "A <visit> & “more”", tree, Decimal("2.5"), "Line one.\n\nLine two.", True)

    olx = exercise_olx(exercise)
    (brought,) = read_olx(olx).exercises

    assert brought == exercise
    assert exercise_olx(brought) == olx


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        (
            "ManyFields",
            {"tries": 3, "weight": 2.5, "is_shuffled": False, "hints": {"a": [1]}, "text": "One\n\tTwo"},
        ),
        ("Cards", {"content": [{"front": "Q", "back": "A"}], "display_name": "Cards of a day"}),
        ("Markup", {"content": " <b>Read</b> this & that.\n", "title": None}),
    ],
)
def test_blocks_of_others_keep_every_kind_of_field(block, fields, settings):
    settings.XBLOCKS = {f"other-{block}": {"source": f"tests.courses.activities.many_fields:{block}"}}
    exercise = Carried("x", "X", {"type": f"other-{block}", "fields": fields})

    olx = exercise_olx(exercise)
    (brought,) = read_olx(olx).exercises

    assert brought == exercise
    assert exercise_olx(brought) == olx


def test_a_lesson_goes_out_comes_in_and_goes_out_as_the_same_bytes():
    titled = dialogue()
    titled["fields"]["display_name"] = "Inside"
    exercises = [Carried("one", "One", titled), Carried("two", "Two", acid_parent())]

    olx = lesson_olx(exercises, code="a-lesson", title="A lesson")
    cargo = read_olx(olx)

    assert (cargo.exercises, cargo.left_out) == (exercises, [])
    assert lesson_olx(cargo.exercises, code="a-lesson", title="A lesson") == olx


def test_another_platform_reads_the_same_fields_from_the_file():
    tree = sorting()
    node = etree.fromstring(exercise_olx(Carried("sort", "Sort", tree)))
    cls = load_block(catalogue().block("hamroh_sort"))
    runtime = TestRuntime(services={"field-data": KvsFieldData(DictKeyValueStore())})

    block = cls.parse_xml(node, runtime, ScopeIds("nobody", "hamroh_sort", "d", "u"))

    assert {name: getattr(block, name) for name in tree["fields"]} == tree["fields"]
    assert block.display_name == "Sort"


def test_a_trainer_downloads_an_exercise_and_uploads_it_elsewhere():
    make_home()
    trainer = person("trainer")
    exercise = make_exercise(dialogue(), code="a-visit", title="A visit", minutes=Decimal("1.5"))
    address = reverse("cms_exercise_olx", args=[exercise.pk])
    edit = reverse("wagtailsnippets_courses_blockexercise:edit", args=[exercise.pk])
    assert address in trainer.get(edit).content.decode()
    olx = trainer.get(address)
    assert olx["Content-Disposition"] == 'attachment; filename="a-visit.xml"'
    activity = exercise.activity
    exercise.delete()
    activity.delete()

    trainer.post(UPLOAD, {"file": file(olx.content)})

    draft = BlockExercise.objects.get()
    assert (draft.code, draft.live, draft.latest_revision.user) == (
        "a-visit",
        False,
        draft.latest_revision.user,
    )
    assert trainer.get(reverse("cms_exercise_olx", args=[draft.pk])).content == olx.content


def test_a_file_makes_drafts_under_free_codes_or_replaces_one_draft():
    make_home()
    trainer = person("trainer")
    exercise = make_exercise(dialogue(), code="a-visit", title="A visit")
    olx = exercise_olx(Carried("a-visit", "Another visit", support_map()))

    trainer.post(UPLOAD, {"file": file(olx)})
    trainer.post(reverse("cms_exercise_olx_replace", args=[exercise.pk]), {"file": file(olx)})

    assert sorted(BlockExercise.objects.values_list("code", "live")) == [
        ("a-visit", True),
        ("a-visit-2", False),
    ]
    exercise.refresh_from_db()
    assert exercise.tree == dialogue()
    draft = exercise.get_latest_revision_as_object()
    assert (draft.title, draft.tree, draft.code) == ("Another visit", support_map(), "a-visit")


def test_what_waits_for_a_second_person_is_not_replaced():
    make_home()
    set_up_review()
    trainer = person("trainer")
    exercise = make_exercise(dialogue())
    exercise.get_workflow().start(exercise, make_learner())

    trainer.post(
        reverse("cms_exercise_olx_replace", args=[exercise.pk]),
        {"file": file(exercise_olx(Carried("x", "X", sorting())))},
    )

    exercise.refresh_from_db()
    assert exercise.get_latest_revision_as_object().tree == dialogue()


def test_fields_that_a_block_has_not_are_left_out_and_named():
    mood = f"<option:mood {_OPTION}>x</option:mood>"
    cargo = read_olx(
        f'<hamroh_sort url_name="a" start="2020" question="Q" colour="red">{mood}</hamroh_sort>'.encode()
    )

    assert cargo.exercises[0].tree == {"type": "hamroh_sort", "fields": {"question": "Q"}}
    assert [each.name for each in cargo.left_out] == ["start", "colour", "mood"]


def bomb() -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><hamroh_sort><x>&a8;</x></hamroh_sort>'


def nested(depth: int) -> str:
    return "<acid_parent>" * depth + "</acid_parent>" * depth


@pytest.mark.parametrize(
    ("olx", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><hamroh_sort>&f;</hamroh_sort>', "doctype"),
        ('<!DOCTYPE hamroh_sort SYSTEM "http://127.0.0.1:9/x.dtd"><hamroh_sort question="Q"/>', "doctype"),
        ('<!DOCTYPE x [<!ENTITY a "Q">]><hamroh_sort question="&a;"/>', "doctype"),
        (bomb(), "not xml"),
        (nested(6), "deep"),
        (nested(300), "not xml"),
        (nested(5000), "not xml"),
        ("<hamroh_sort>", "not xml"),
        ("<problem_demo/>", "block"),
        ("<vertical><hamroh_sort/><python_script/></vertical>", "block"),
        ("<vertical/>", "nothing"),
        ("<hamroh_sort><acid/></hamroh_sort>", "no children"),
        ('<hamroh_sort question="&lt;script&gt;alert(1)&lt;/script&gt;"/>', "script"),
        ('<hamroh_sort question="&lt;b oNclick=x&gt;"/>', "script"),
        ('<hamroh_sort question="&lt;img src=x onerror=alert(1) "/>', "script"),
        ('<hamroh_sort question="&lt;a href=\'java&#10;script:alert(1)\'&gt;"/>', "script"),
        ('<hamroh_sort question="file:///etc/passwd"/>', "script"),
        (f'<hamroh_sort {_OPTION}><option:cards>["&lt;iframe&gt;"]</option:cards></hamroh_sort>', "script"),
        ('<hamroh_sort url_name="file:///etc/passwd"/>', "reference"),
        ('<hamroh_sort url_name="../../settings"/>', "reference"),
        ('<hamroh_sort filename="passwd"/>', "reference"),
        ('<acid_parent><acid url_name="file://x"/></acid_parent>', "reference"),
        ('<hamroh_sort is_done="true"/>', "learner"),
        (f'<hamroh_sort {_OPTION}><option:sorted_so>{{}}</option:sorted_so></hamroh_sort>', "learner"),
        ('<hamroh_sort xblock-family="xblock_asides.v1"/>', "family"),
        ('<hamroh_sort cards="&amp;a [*a, *a]"/>', "value"),
        ('<hamroh_sort cards="{}"/>', "value"),
        ('<hamroh_sort cards="[1e999]"/>', "value"),
        ('<hamroh_sort cards="[&quot;\\u0000&quot;]"/>', "value"),
        ('<hamroh_sort cards="[&quot;\\ud800&quot;]"/>', "value"),
        (f'<hamroh_sort cards="{"[" * 30}{"]" * 30}"/>', "value"),
        (f'<hamroh_sort cards="{"[" * 9000}"/>', "value"),
        ('<acid_parent><acid url_name="a"/><acid url_name="a"/></acid_parent>', "tree"),
        ('<hamroh_sort xmlns:h="urn:hamroh:exercise" h:minutes="NaN"/>', "value"),
        ('<hamroh_sort xmlns:h="urn:hamroh:exercise" h:twin="&lt;script&gt;"/>', "script"),
        (f'<hamroh_sort question="{"x" * LARGEST_FILE}"/>', "large"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_and_nothing_of_it_is_written(olx, reason, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reason in [found for found, _line in reasons(olx)]


def test_every_reason_is_told_with_its_line_and_nothing_is_written():
    make_home()
    olx = '<vertical>\n<hamroh_sort url_name="x"/>\n<problem_demo/>\n<hamroh_sort is_done="true"/></vertical>'

    answer = person("trainer").post(UPLOAD, {"file": file(olx)})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 3: “problem_demo” is not among the blocks that may play here." in page
    assert "Line 4: “is_done” is what learners leave in the block; no file may bring it." in page
    assert not BlockExercise.objects.exists()


def test_a_plain_sentence_is_no_script():
    said = "He said: “on = off”, 2 < 3 > 1, profile: see <b>onboarding</b> & file"
    olx = exercise_olx(Carried("x", "X", {"type": "hamroh_sort", "fields": {"question": said}}))

    assert read_olx(olx).exercises[0].tree["fields"]["question"] == said


def test_the_exercises_of_a_lesson_are_one_file_for_whoever_may_write_on_it():
    stage = make_stage(dialogue(), support_map())
    address = reverse("cms_lesson_olx", args=[stage.lesson.pk])

    operator = person("operator")
    answer = operator.get(address)

    assert [each.tree["type"] for each in read_olx(answer.content).exercises] == [
        "hamroh_dialogue",
        "hamroh_support_map",
    ]
    assert person("reviewer").get(address).status_code in (302, 403)
    editor = reverse("wagtailadmin_pages:edit", args=[stage.lesson.pk])
    assert address in operator.get(editor).content.decode()


def test_the_views_ask_for_themselves_who_may(rf):
    exercise, reviewer = make_exercise(dialogue()), make_learner()
    grant(reviewer, "reviewer")
    request = rf.post(UPLOAD)
    request.user = reviewer

    with pytest.raises(PermissionDenied):
        exercise_olx_desk.upload(request)
    with pytest.raises(PermissionDenied):
        exercise_olx_desk.replace(request, exercise.pk)
    request.user = make_learner()
    request.method = "GET"
    with pytest.raises(PermissionDenied):
        exercise_olx_desk.download(request, exercise.pk)
    with pytest.raises(PermissionDenied):
        exercise_olx_desk.download_lesson(request, 1)


@pytest.mark.parametrize("role", ["reviewer", "coordinator", "practitioner"])
def test_who_writes_no_exercises_uploads_none(role):
    make_home()
    client = person(role) if role != "practitioner" else Client()

    assert client.post(UPLOAD, {"file": file(exercise_olx(Carried("x", "X", sorting())))}).status_code in (
        302,
        403,
        404,
    )
    assert not BlockExercise.objects.exists()
