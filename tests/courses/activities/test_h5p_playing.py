"""A package in a lesson: what its player is told, what is kept of a learner, and what never counts."""

import csv
import io
import json
import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse

from assessments.models import Question
from courses.activities.runtimes.h5p import tokens
from courses.activities.runtimes.h5p.actions import LONGEST_STATE, MOST_STATES
from courses.activities.runtimes.h5p.rules.statements import StatementRefused, object_id, read_statement
from courses.learning.actions import forget_responses
from courses.learning.models import Enrolment
from courses.models import ActivityState, CourseEdition, H5PActivity, H5PState, LessonPage, OutcomeRecord
from lms.accounts.actions import grant
from lms.accounts.deletion import delete_account
from lms.accounts.models import User
from lms.accounts.own_data import own_data
from tests.factories import MadeCourse, make_course, make_learner, make_lesson, make_question, right_answer
from tests.ground import anew
from tests.h5p_parts import make_h5p, packed, with_json

VERBS = "http://adlnet.gov/expapi/verbs/"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _store(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@pytest.fixture(autouse=True)
def _own_store(settings, _store):
    settings.MEDIA_ROOT = _store


@pytest.fixture(scope="module")
def _stage(shared_ground, _store):
    course, question = make_course(lessons=0, questions=0), make_question()
    with override_settings(MEDIA_ROOT=_store):
        h5p = make_h5p()
    lesson = make_lesson(course.page.get_children().first().specific, practice=[question, h5p])
    return Stage(course, question, h5p, lesson, make_learner())


@pytest.fixture
def stage(_stage, db):
    """A course whose one lesson asks a question and holds a package, and a learner in it."""
    made = replace(anew(_stage), client=Client())
    made.client.force_login(made.learner)
    return made


@dataclass
class Stage:
    course: MadeCourse
    question: Question
    h5p: H5PActivity
    lesson: LessonPage
    learner: User
    client: Client = field(default_factory=Client)

    @property
    def key(self) -> uuid.UUID:
        return self.h5p.activity.translation_key

    def address(self, name: str) -> str:
        keys = {"lesson": [], "answer": [self.key], "h5p_play": [self.key]}[name]
        return reverse(name, args=[self.course.slug, self.lesson.slug, *keys])

    def play(self, client: Client | None = None, **headers):
        return (client or self.client).get(self.address("h5p_play"), headers=headers)

    def integration(self, client: Client | None = None) -> dict:
        page = self.play(client).content.decode()
        told = page.split('<script id="integration" type="application/json">')[1].split("</script>")[0]
        return json.loads(told)

    def keep(self, value: str, name: str = "state", client: Client | None = None):
        address = self.integration()["ajax"]["contentUserData"].replace("http://testserver", "")
        address = address.replace(":dataType", name).replace(":subContentId", "0")
        return (client or Client()).post(address, {"data": value, "preload": "1"})

    def say(self, statement: dict, key=None, client: Client | None = None):
        sent = {"statement": json.dumps(statement), "idempotency_key": str(key or uuid.uuid4())}
        return (client or self.client).post(self.address("answer"), sent, headers={"HX-Request": "true"})


def statement(stage_or_key, raw=3, most=4, verb="answered", **more) -> dict:
    key = getattr(stage_or_key, "key", stage_or_key)
    return {
        "actor": {"mbox": "mailto:somebody@example.org"},
        "verb": {"id": VERBS + verb},
        "object": {"id": object_id(key)},
        "result": {"score": {"raw": raw, "max": most}},
        **more,
    }


# --- The player ----------------------------------------------------------------------------------


def test_the_player_has_no_origin_no_cookies_and_nobody_to_ask_but_its_own_files(stage):
    answer = stage.play()

    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'")
    assert "allow-same-origin" not in policy and "'self'" not in policy
    assert "connect-src http://testserver/h5p/;" in policy and "frame-ancestors http://testserver" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_pages_of_the_site_stay_as_strict_as_they_were(stage):
    policy = stage.client.get(stage.address("lesson"))["Content-Security-Policy"]

    assert "unsafe" not in policy and "frame-src 'self'" in policy


def test_opened_as_a_page_of_its_own_it_leads_back_to_the_lesson(stage):
    answer = stage.play(**{"Sec-Fetch-Dest": "document"})

    assert answer.status_code == 302
    assert answer["Location"] == stage.address("lesson") + f"#a-{stage.key}"


def test_nobody_is_named_to_a_package_and_no_json_breaks_out_of_its_place(stage):
    make_h5p(packed(content__content_dot_json=b'{"question": "</script><script>alert(1)</script>"}'))
    page = stage.play().content.decode()

    assert "alert(1)" in page and "<script>alert" not in page
    assert stage.learner.email not in page
    assert stage.integration()["user"] == {"name": "Learner", "mail": "learner@example.invalid"}


def test_a_visitor_plays_in_an_open_lesson_and_nothing_is_kept(stage):
    told = stage.integration(Client())

    assert told["saveFreq"] is False and "user" not in told and told["ajax"] == {}


def test_files_are_sent_to_the_player_alone_and_no_path_leads_out(stage, tmp_path):
    (tmp_path / "secret.json").write_text("{}")
    script = "/h5p/libraries/H5P.Small-1.0.3/small.js"
    answer = stage.client.get(script, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200 and answer["Content-Type"] == "text/javascript"
    assert answer["X-Content-Type-Options"] == "nosniff" and "immutable" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    # A page of ours would trust it, for it comes from this host.
    assert stage.client.get(script, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 404

    content = stage.integration()["contents"]["cid-1"]["contentUrl"].replace("http://testserver", "")
    assert stage.client.get(f"{content}/content.json").status_code == 200
    for path in ("../../secret.json", "..%2f..%2fsecret.json", "%2e%2e/%2e%2e/secret.json", "/etc/passwd"):
        assert stage.client.get(f"{content}/{path}").status_code == 404
    assert stage.client.get(f"/h5p/libraries/../{path}").status_code == 404


def test_the_files_of_a_package_are_open_to_whoever_was_given_its_player_and_not_for_ever(stage):
    content = stage.integration()["contents"]["cid-1"]["contentUrl"].replace("http://testserver", "")
    forged = content.replace(str(stage.h5p.package.key), str(uuid.uuid4()))

    assert Client().get(f"{content}/content.json").status_code == 200
    assert Client().get(f"{forged}/content.json").status_code == 404
    with time_machine.travel("2040-01-01"):
        assert Client().get(f"{content}/content.json").status_code == 404


def test_a_film_is_sent_in_the_parts_that_a_player_asks_for(stage):
    file = packed()
    import zipfile

    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("content/videos/a.mp4", b"0123456789")
    file.seek(0)
    make_h5p(file)
    film = stage.integration()["contents"]["cid-1"]["contentUrl"] + "/videos/a.mp4"
    film = film.replace("http://testserver", "")

    part = Client().get(film, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part["Content-Range"]) == (206, "bytes 2-4/10")
    # Piece by piece: a player asks for a whole film as one part.
    assert b"".join(part.streaming_content) == b"234" and part["Content-Length"] == "3"
    assert Client().get(film, headers={"Range": "bytes=50-"}).status_code == 416


def test_the_old_package_plays_until_the_new_one_is_published(stage):
    from courses.activities.runtimes.h5p.actions import add_package
    from courses.content.h5p import put_into_draft

    new = add_package(with_json("h5p.json", title="Better"), may_install=False)
    put_into_draft(new, stage.h5p, by=None)
    assert stage.integration()["contents"]["cid-1"]["title"] == "Choose what helps"

    stage.h5p.refresh_from_db()
    stage.h5p.latest_revision.publish()
    assert stage.integration()["contents"]["cid-1"]["title"] == "Better"


# --- Where a learner stopped ---------------------------------------------------------------------


def test_a_state_is_kept_without_a_cookie_and_is_there_at_the_next_start(stage):
    assert stage.keep('{"chosen": 2}').json() == {"success": True}

    assert stage.integration()["contents"]["cid-1"]["contentUserData"] == {"0": {"state": '{"chosen": 2}'}}
    assert H5PState.objects.get().learner == stage.learner

    stage.keep("0")
    assert not H5PState.objects.exists()


def test_another_learner_another_activity_and_another_package_have_states_of_their_own(stage):
    stage.keep('{"chosen": 2}')
    other = Client()
    other.force_login(make_learner())
    assert stage.integration(other)["contents"]["cid-1"]["contentUserData"] == {"0": {}}

    make_h5p(with_json("h5p.json", title="Better"))
    assert stage.integration()["contents"]["cid-1"]["contentUserData"] == {"0": {}}


def test_a_forged_or_an_old_token_keeps_nothing_also_with_a_session(stage):
    address = stage.integration()["ajax"]["contentUserData"].replace("http://testserver", "")
    address = address.replace(":dataType", "state").replace(":subContentId", "0")
    forged = address.replace(f"/{stage.learner.pk}.", f"/{make_learner().pk}.")

    assert forged != address and stage.client.post(forged, {"data": "{}"}).status_code == 403
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=13)):
        assert stage.client.post(address, {"data": "{}"}).status_code == 403
    assert not H5PState.objects.exists()


def test_a_package_keeps_only_so_much(stage):
    assert stage.keep("x" * (LONGEST_STATE + 1)).json() == {"success": False}
    assert stage.keep("a\0b").json() == {"success": False}
    owner = {"learner": stage.learner, "activity_key": stage.key, "package": stage.h5p.package}
    H5PState.objects.bulk_create(
        H5PState(**owner, name=f"n{number}", value="1", changed_at="2026-01-01T00:00Z")
        for number in range(MOST_STATES)
    )
    assert stage.keep("1", name="one-more").json() == {"success": False}


def test_where_a_learner_stopped_goes_home_with_them_ends_after_a_year_and_goes_with_the_account(stage):
    with time_machine.travel("2026-01-01T08:00Z"):
        stage.keep('{"chosen": 2}')
        stage.say(statement(stage))
    tables = own_data(stage.learner)["tables"]
    assert tables["courses.H5PState"][0]["value"] == '{"chosen": 2}'
    assert tables["courses.OutcomeRecord"][0]["response"]["statement"]["result"]["score"]["raw"] == 3

    forget_responses("2026-12-31")
    assert H5PState.objects.count() == 1
    forget_responses("2027-01-03")
    assert H5PState.objects.count() == 0
    assert OutcomeRecord.objects.get().response is None and OutcomeRecord.objects.get().score == 0.75

    stage.keep('{"chosen": 3}')
    delete_account(stage.learner)
    assert not H5PState.objects.exists() and not OutcomeRecord.objects.exists()


# --- What a package says --------------------------------------------------------------------------


def test_a_statement_is_practice_kept_once_and_no_lesson_waits_for_it(stage):
    key = uuid.uuid4()
    answer = stage.say(statement(stage), key)
    stage.say(statement(stage, raw=4), key)

    record = OutcomeRecord.objects.get()
    assert (record.trust, record.score, record.completed) == ("browser", 0.75, True)
    assert "actor" not in record.response["statement"]
    assert "75 % this time" in answer.content.decode()
    assert "75 % at best so far" in stage.client.get(stage.address("lesson")).content.decode()


def test_full_marks_from_a_package_finish_no_lesson_and_no_course(stage):
    """Anybody can write such a statement; the edition asks for what this server graded alone."""
    stage.say(statement(stage, raw=4))

    edition = CourseEdition.objects.filter(course_key=stage.course.key).latest("number")
    asked = [key for keys in edition.activity_keys.values() for key in keys]
    assert asked == [str(stage.question.activity.translation_key)]
    enrolment = Enrolment.objects.get(learner=stage.learner)
    assert enrolment.done == 0 and enrolment.completed_at is None
    assert ActivityState.objects.get(activity_key=stage.key).best_score == 1


def test_a_learner_finds_practice_and_what_counts_apart(stage):
    stage.say(statement(stage))
    course = reverse("course", args=[stage.course.slug])
    page = stage.client.get(course).content.decode()
    assert "What counts" not in page and "75 % at best" in page.split("<h3>Practice</h3>")[1]

    question = reverse(
        "answer",
        args=[stage.course.slug, stage.lesson.slug, stage.question.activity.translation_key],
    )
    stage.client.post(question, right_answer(stage.question))
    counts, practice = stage.client.get(course).content.decode().split("<h3>Practice</h3>")
    counts = counts.split("<h3>What counts</h3>")[1]
    assert "100 % at best, finished" in counts and "75 %" not in counts
    assert "75 % at best" in practice and "100 %" not in practice
    kept = {row["trust"]: row["means"] for row in own_data(stage.learner)["tables"]["courses.OutcomeRecord"]}
    assert kept == {"browser": "practice: it counts towards nothing", "server": "graded by this site"}


def test_a_lesson_with_nothing_but_a_package_is_finished_by_the_readers_word(stage):
    module = stage.course.page.get_children().first().specific
    lesson = make_lesson(module, practice=[make_h5p(code="alone")])
    page = stage.client.get(reverse("lesson", args=[stage.course.slug, lesson.slug])).content.decode()

    assert "I have read this" in page


REFUSED = {
    "a part": {"context": {"contextActivities": {"parent": [{"id": "x"}]}}},
    "another activity": {"object": {"id": object_id(uuid.uuid4())}},
    "a verb that says nothing": {"verb": {"id": VERBS + "interacted"}},
    "a verb of another kind": {"verb": ["answered"]},
    "a zero byte": {"result": {"response": "a\0b"}},
    "half a letter": {"result": {"response": "\ud800"}},
}


@pytest.mark.parametrize("more", REFUSED.values(), ids=REFUSED)
def test_what_is_not_about_the_whole_or_no_database_can_keep_is_refused(stage, more):
    answer = stage.say({**statement(stage), **more})

    assert "could not be read" in answer.content.decode()
    assert not OutcomeRecord.objects.exists()


@pytest.mark.parametrize(
    "raw", ["", "[]", "{", "null", "1e999", "NaN", "[" * 5000, '{"a":' * 5000, "x" * 70_000]
)
def test_odd_statements_are_refused_in_a_sentence(raw):
    with pytest.raises(StatementRefused):
        read_statement(raw, uuid.uuid4())


@pytest.mark.parametrize(
    ("raw", "most", "score"),
    [
        (3, 4, 0.75),
        (-5, 4, 0),
        (9999, 1, 1),
        (1, 0, None),
        ("4", 4, None),
        (True, 4, None),
        (None, None, None),
    ],
)
def test_scores_are_held_within_none_and_all(raw, most, score):
    key = uuid.uuid4()

    assert read_statement(json.dumps(statement(key, raw, most)), key).score == score


def test_what_only_tells_of_an_end_completes_without_a_score():
    key = uuid.uuid4()
    seen = read_statement(json.dumps(statement(key, verb="consumed", result={})), key)
    begun = read_statement(json.dumps(statement(key, result={"response": "x"})), key)

    assert (seen.score, seen.completed) == (None, True) and (begun.score, begun.completed) == (None, False)


def test_raw_statements_are_a_table_for_operators_that_no_spreadsheet_computes_and_nobody_is_named_in(stage):
    stage.say(statement(stage, result={"score": {"raw": 1, "max": 2}, "response": '=HYPERLINK("http://x")'}))
    operator, trainer = make_learner(), make_learner()
    grant(operator, "operator")
    grant(trainer, "trainer")
    address = reverse("cms_h5p_statements", args=[stage.h5p.pk])
    stage.client.force_login(trainer)
    assert stage.client.get(address).status_code == 403
    stage.client.force_login(operator)
    answer = stage.client.get(address).content.decode("utf-8-sig")

    [_head, line] = csv.reader(io.StringIO(answer))
    assert line[0] == "1" and line[2] == "0.500" and "HYPERLINK" in line[4]
    assert not any(cell.startswith(tuple("=+-@")) for cell in line)
    assert stage.learner.email not in answer and "actor" not in answer


def test_tokens_say_whom_they_are_for():
    owner = tokens.StateOwner(7, uuid.uuid4(), 3)

    assert tokens.state_owner(tokens.state_token(owner)) == owner
    assert tokens.state_owner(tokens.state_token(owner) + "x") is None
    assert tokens.content_package("nonsense") is None
