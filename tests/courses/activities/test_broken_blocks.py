"""A block of others that fails: its lesson stays whole, the words stay, nobody meets a fault of the site."""

import json

import pytest

from courses.models import BlockState
from tests.courses.activities.conftest import make_stage

pytestmark = pytest.mark.django_db
BROKEN = {"source": "tests.courses.activities.hostile_blocks:Broken", "handlers": ["answer"]}


@pytest.fixture(params=["page", "frame"])
def stage(request, settings):
    """A lesson with a block that fails, in the page or in a frame."""
    settings.XBLOCKS = {**settings.XBLOCKS, "broken": {**BROKEN, "isolation": request.param}}
    made = make_stage({"type": "broken", "fields": {}})
    made.isolation = request.param
    return made


def test_a_lesson_with_a_block_that_cannot_be_drawn_is_read_in_words(signed_in, stage):
    page = signed_in.get(stage.page)

    assert (page.status_code, "The same in words." in page.content.decode()) == (200, True)
    if stage.isolation == "page":
        assert "This exercise cannot be shown here now." in page.content.decode()
    else:
        frame = signed_in.get(stage.frame())
        assert (frame.status_code, "could not be started" in frame.content.decode()) == (200, True)


def test_a_handler_that_trips_over_what_was_sent_refuses_it_and_keeps_nothing(signed_in, settings):
    settings.XBLOCKS = {**settings.XBLOCKS, "broken": {**BROKEN, "isolation": "page"}}
    stage = make_stage({"type": "broken", "fields": {}})

    for sent in ({}, [], "text", None):
        answer = signed_in.post(stage.handler("answer"), json.dumps(sent), content_type="application/json")
        assert (answer.status_code, answer.json()["problem"][:5]) == (400, "This ")
    good = signed_in.post(stage.handler("answer"), '{"chosen": 1}', content_type="application/json")
    assert good.json() == {"chosen": 1}
    assert not BlockState.objects.exists()


def test_a_block_whose_package_is_gone_is_read_in_words(signed_in, stage, settings):
    settings.XBLOCKS = {"broken": {**settings.XBLOCKS["broken"], "source": "gone_package:Broken"}}

    assert "The same in words." in signed_in.get(stage.page).content.decode()
    if stage.isolation == "frame":
        assert "could not be started" in signed_in.get(stage.frame()).content.decode()
