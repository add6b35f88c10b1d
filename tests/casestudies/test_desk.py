"""A trainer writes a case: an outline, its map, and no publication while somebody could get stuck."""

import json

import pytest
from django.test import RequestFactory

from casestudies.models import Case
from casestudies.preview import map_context
from casestudies.publishing import CaseNotReady
from courses.api import set_up_review
from courses.models import Activity, Competency, Fact
from lms.accounts.actions import grant
from tests.factories import make_case, make_home, make_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    make_home()
    return make_case()


@pytest.fixture
def trainer(client):
    person = make_learner()
    grant(person, "trainer")
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return person


def with_change(case: Case, place: str, **values) -> Case:
    """Change one block of the outline, found by a text in it."""
    blocks = []
    for block in case.outline:
        value = dict(block.value)
        if place in value.values():
            value |= values
        blocks.append({"type": block.block_type, "id": block.id, "value": value})
    case.outline = case.outline.stream_block.to_python(blocks)
    return case


def test_a_case_that_leads_into_nothing_is_not_published(case):
    broken = with_change(case, "Text of a to well", goes_to="moon")
    with pytest.raises(CaseNotReady, match="no place is called that"):
        broken.save_revision().publish()
    with pytest.raises(CaseNotReady, match="Nobody can reach “well”"):
        broken.save_revision().publish()


def test_a_draft_with_loose_ends_is_kept_and_learners_go_on_with_what_is_published(case):
    with_change(case, "Text of a to well", goes_to="").save_revision()
    assert Case.objects.get(pk=case.pk).has_unpublished_changes
    kept = next(
        block for block in Case.objects.get(pk=case.pk).outline if block.value.get("goes_to") == "well"
    )
    assert kept


def test_the_author_is_told_of_facts_and_competencies_that_do_not_exist(case):
    found = map_context(with_change(case, "Text of the gate.", facts="no-such-fact"))["problems"]
    assert "No fact is called “no-such-fact”." in found
    assert "No competency is called “do-no-harm”." in found
    Competency.objects.create(code="do-no-harm", cluster="x", name="x", outward_name="x", locale=case.locale)
    assert map_context(case)["problems"] == ["No fact is called “no-such-fact”."]


def test_the_preview_draws_the_map_and_says_it_as_a_list(case):
    request = RequestFactory().get("/")
    context = case.get_preview_context(request, "")
    assert {stop.name for stop in context["map"].stops} == {"gate", "room", "yard", "well", "open"}
    html = case.make_preview_request().render().content.decode()
    assert "<svg" in html and "The map as a list" in html and "Text of the open end." in html


def test_a_trainer_sees_map_and_problems_beside_the_outline(client, case, trainer):
    with_change(case, "Text of a to well", goes_to="moon").save_revision()
    page = client.get(f"/cms/snippets/casestudies/case/edit/{case.pk}/").content.decode()
    assert "case-map__drawing" in page and "no place is called that" in page
    assert client.get("/cms/snippets/casestudies/case/").status_code == 200


def test_a_trainer_saves_a_half_written_case_and_hands_in_only_a_whole_one(client, trainer):
    make_home()
    set_up_review()
    fields = {
        "title": "Half a case", "opening": "You are a nurse.", "content_note": "", "minutes": "1",
        "code": "half", "outline-count": "1", "outline-0-deleted": "", "outline-0-order": "0",
        "outline-0-type": "point", "outline-0-id": "", "outline-0-value-name": "gate",
        "outline-0-value-text": "Somebody waits.", "outline-0-value-speaker": "", "outline-0-value-facts": "",
        "outline-0-value-profession": "", "outline-0-value-weighs": "",
    }  # fmt: skip
    answer = client.post("/cms/snippets/casestudies/case/add/", fields)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Case.objects.get(code="half")
    assert not made.live
    answer = client.post(
        f"/cms/snippets/casestudies/case/edit/{made.pk}/", {**fields, "action-submit": "yes"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and "a dead end" in page
    assert "The outline has no ending yet." in page


def test_the_activity_of_a_case_says_what_the_case_says(case):
    case.title, case.is_sensitive = "Renamed", True
    case.save_revision().publish()
    activity = Activity.objects.get(pk=case.activity_id)
    assert (activity.kind, activity.title, activity.is_sensitive) == ("case", "Renamed", True)


def test_a_case_written_in_the_cms_gets_an_activity_that_lessons_can_choose(case):
    copied = Case(
        code="copied", title="Copied", opening="You.", outline=case.outline, locale=case.locale, live=False
    )
    copied.save()
    copied.save_revision().publish()
    assert Activity.objects.get(code="copied").kind == "case"


def test_a_fact_a_case_stands_on_is_not_deleted_unseen(case):
    from courses.content.uses import uses_of
    from courses.models import Source

    source = Source.objects.create(code="s", short="S", title="S")
    fact = Fact.objects.create(code="quiet", statement="It is quiet.", source=source, locale=case.locale)
    with_change(case, "Text of the gate.", facts="quiet").save_revision().publish()
    assert [use.title for use in uses_of(fact)] == [case.title]


def test_a_learner_reads_the_fact_at_the_turning_point_with_its_source(client, case):
    from courses.models import Source

    source = Source.objects.create(code="s", short="Report of June", title="S")
    Fact.objects.create(code="quiet", statement="It is quiet.", source=source, locale=case.locale)
    with_change(case, "Text of the gate.", facts="quiet").save_revision().publish()
    page = client.get(f"/cases/{case.code}/").content.decode()
    assert "It is quiet." in page and "Report of June" in page and "/figures/quiet/" in page


def test_the_outline_is_kept_as_blocks_whose_ids_are_the_choices(case):
    raw = json.loads(json.dumps(list(case.outline.raw_data)))
    assert [block["type"] for block in raw[:3]] == ["point", "choice", "choice"]
    assert all(block["id"] for block in raw)
