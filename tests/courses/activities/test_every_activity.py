"""What every kind of activity owes to learners, authors and the lesson around it, whatever it is."""

import inspect
import json
import math
import re
import uuid
from typing import get_args

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory, override_settings

from courses.activities.registry import kind_choices
from courses.api import (
    ActivityKind,
    ActivityView,
    AnswerRefused,
    LearnerState,
    Outcome,
    Trust,
    kind_of,
)
from tests.assessments.asking import posted
from tests.courses.activities import chapter
from tests.courses.activities.specimens import EXAMPLE, OWN_ROAD, SPECIMENS, activity_row, slug_of
from tests.factories import make_home, make_learner

pytestmark = pytest.mark.django_db
METHODS = ("freeze", "render", "handle", "twin", "check")
ODD = {
    "nothing": {},
    "what no form has": {"colour": "blue"},
    "a choice of elsewhere": {"choice": str(uuid.uuid4()), "answer": "perhaps", "statement": "{}"},
    "half a character": {"choice": "\ud800", "answer": "\ud800", "statement": "\ud800", "text": "\ud800"},
    "a forged way": {"way": "abc:def", "finish": "yes", "choice": "a"},
    "numbers without end": {"text": "1e999", "choice": "NaN", "statement": '{"result": {"score": NaN}}'},
    "a long text": {"text": "long " * 20_000, "choice": "c" * 100_000, "statement": "[" * 100_000},
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """One of every kind, the chapter's example among them, made once."""
    folder = tmp_path_factory.mktemp("example")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "media"),
        chapter.installed(folder),
    ):
        whole = transaction.atomic()
        whole.__enter__()
        try:
            make_home()
            yield {name: make() for name, make in SPECIMENS.items()}
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


@pytest.fixture(params=[*SPECIMENS])
def specimen(request, made, db):
    return made[request.param]


@pytest.fixture(params=[name for name in SPECIMENS if name not in OWN_ROAD])
def answered(request, made, db):
    return made[request.param]


def rendered(placed, state: LearnerState | None = None, *, learner=None, **fields) -> str:
    request = RequestFactory().get("/")
    request.user, request.htmx = learner or AnonymousUser(), False
    view = ActivityView(request=request, action="/send/", page="/lesson/", beside=(placed,), **fields)
    return kind_of(placed.kind).render(placed, state or LearnerState(), view)


def is_sentence(text: str) -> bool:
    return str(text)[:1].isupper() and str(text).rstrip().endswith((".", "?"))


# --- The contract -------------------------------------------------------------------------------


def test_every_registered_kind_stands_here(made):
    assert {slug for slug, _name in kind_choices()} == {slug_of(name) for name in SPECIMENS}


def test_it_has_what_the_contract_names(specimen):
    kind = kind_of(specimen.activity.kind)

    assert (kind.slug, kind.trust in get_args(Trust)) == (specimen.activity.kind, True)
    assert str(kind.name).strip()
    for name in METHODS:
        wanted = list(inspect.signature(getattr(ActivityKind, name)).parameters)[1:]
        assert list(inspect.signature(getattr(kind, name)).parameters) == wanted, name
        assert inspect.getdoc(getattr(kind, name)), name


def test_what_it_freezes_is_whole_and_says_which_words_are_read(specimen):
    placed = specimen.placed()

    assert not placed.content.get("is_missing")
    assert isinstance(placed.content["reading_text"], str)


def test_what_nobody_has_written_yet_is_said_in_a_sentence_everywhere(specimen):
    """An activity can be placed before anything belongs to it."""
    kind, empty = kind_of(specimen.activity.kind), activity_row(specimen.activity.kind, title="Empty")
    flaws = kind.check(empty)
    assert flaws and all(is_sentence(flaw) for flaw in flaws)
    content = kind.freeze(empty, "en")
    assert isinstance(kind.twin(content), str)
    placed = specimen.placed()
    placed = type(placed)(placed.key, placed.kind, placed.course_key, None, "en", content)
    assert rendered(placed)
    if kind.slug != EXAMPLE:
        with pytest.raises(AnswerRefused) as refused:
            kind.handle(placed, posted({}))
        assert is_sentence(refused.value)


def test_advice_on_a_published_one_is_whole_sentences(specimen):
    assert all(is_sentence(each) for each in kind_of(specimen.activity.kind).check(specimen.activity))


# --- Before an answer ---------------------------------------------------------------------------


@pytest.mark.parametrize("is_stored", [True, False])
def test_nothing_of_the_answer_is_told_before_it(specimen, is_stored):
    learner = make_learner() if is_stored else None
    page = rendered(specimen.placed(), learner=learner, is_stored=is_stored)

    assert f'id="a-{specimen.activity.translation_key}"' in page or specimen.activity.kind == "end_test"
    assert [secret for secret in specimen.secrets if secret in page] == []


def test_every_form_to_the_lesson_carries_a_key_of_its_own(specimen):
    """So an answer that arrives twice counts once."""
    learner = make_learner()
    pages = [rendered(specimen.placed(), learner=learner) for _ in range(2)]
    keys = []
    for page in pages:
        for form in re.findall(r'<form[^>]*action="/send/".*?</form>', page, re.DOTALL):
            keys.append(uuid.UUID(re.search(r'name="idempotency_key" value="([^"]*)"', form)[1]))
    assert len(set(keys)) == len(keys)


def test_the_twin_is_read_without_a_line_a_form_a_script_or_a_learner(specimen):
    twin = kind_of(specimen.activity.kind).twin(specimen.placed().content)

    assert twin.strip() or specimen.activity.kind == "end_test"
    assert re.findall(r"<(?:form|script|iframe|input|button|select|textarea|link)\b|\son\w+=", twin) == []
    assert re.findall(r'\b(?:src|href)="(?!#)', twin) == []
    # A question explains itself on paper; whatever else is hidden stays on the site.
    if specimen.activity.kind != "question":
        assert [secret for secret in specimen.secrets if secret in twin] == []


# --- Whatever is sent ---------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [*ODD])
def test_an_odd_answer_is_refused_in_a_sentence_or_counts_as_nothing_odd(specimen, sent):
    kind, placed = kind_of(specimen.activity.kind), specimen.placed()
    try:
        outcome = kind.handle(placed, posted(ODD[sent]))
    except AnswerRefused as refused:
        assert is_sentence(refused)
        assert rendered(placed, problem=str(refused), typed=posted(ODD[sent]), learner=make_learner())
    else:
        # Whoever only takes somebody's word looks at nothing else.
        assert (outcome.score, outcome.response) == (None, None)


def test_a_good_answer_comes_to_an_outcome_that_can_be_kept_until_a_day(answered):
    placed = answered.placed()
    outcome = kind_of(placed.kind).handle(placed, posted(answered.answer))

    require_sound(outcome, placed)
    assert (outcome.response or outcome.place) is None or outcome.keep_response_until
    assert rendered(placed, outcome.as_state(), learner=make_learner())


def test_of_a_sensitive_one_no_answer_and_no_score_is_kept(answered):
    placed = answered.placed(is_sensitive=True)
    outcome = kind_of(placed.kind).handle(placed, posted(answered.answer))

    require_sound(outcome, placed)
    assert outcome.response is None
    assert outcome.trust != "server" or outcome.score is None


def require_sound(outcome: Outcome, placed) -> None:
    """Fail unless an outcome is about this activity, can be written down and stays within its numbers."""
    kind = kind_of(placed.kind)
    assert outcome.activity_key == placed.key
    assert outcome.score is None or (math.isfinite(outcome.score) and 0 <= outcome.score <= 1)
    for kept in (outcome.response, outcome.place, outcome.feedback):
        assert json.loads(json.dumps(kept)) == kept
    # Nobody vouches for more than the kind does.
    assert outcome.trust == kind.trust
