"""Many drafts are handed in at once, and each of them is as if somebody had handed it in alone."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from modelsearch.backends import get_search_backend
from wagtail.models import Locale, ModelLogEntry, ReferenceIndex, Revision, WorkflowState

from courses.api import hand_in, handed_in_together, set_up_review
from courses.handing_in import hand_in_new
from courses.models import Fact
from tests.courses.evidence.facts import make_fact
from tests.factories import make_home, make_learner

pytestmark = pytest.mark.django_db


def unsaved(code: str, **changes) -> Fact:
    like = Fact.objects.filter(live=True).first()
    said = {name: getattr(like, name) for name in ("kind", "statement", "country", "confidence", "source")}
    return Fact(code=code, locale=Locale.get_default(), **{**said, **changes})


@pytest.fixture
def by():
    make_home()
    set_up_review()
    make_fact("known")
    return make_learner()


def told_of(fact: Fact) -> list:
    """All that is written of a draft that waits, without what has to differ."""
    own = {
        "id",
        "pk",
        "object_id",
        "code",
        "current_task_state",
        "created_at",
        "translation_key",
        "latest_revision",
    }
    fact = Fact.objects.get(pk=fact.pk)
    (state,) = WorkflowState.objects.for_instance(fact)
    task, revision = state.current_task_state, fact.latest_revision
    assert task.revision == revision and task.workflow_state == state
    (entry,) = ModelLogEntry.objects.for_instance(fact)
    assert entry.data["workflow"].pop("task_state_id") == task.pk and entry.revision == revision
    references = ReferenceIndex.get_references_for_object(fact)
    return [
        *(
            {name: value for name, value in model_to_dict(one).items() if name not in own}
            for one in (fact, state)
        ),
        (task.status, task.task_id, task.content_type, task.specific.task.specific),
        (entry.action, entry.user_id, entry.label, entry.data, entry.content_type),
        (revision.user_id, revision.object_str, revision.content_type, revision.base_content_type),
        {name: value for name, value in revision.content.items() if name not in own},
        sorted(references.values_list("to_content_type", "to_object_id", "model_path")),
    ]


def test_a_draft_among_many_is_kept_and_waits_as_one_that_is_handed_in_alone(
    by, django_capture_on_commit_callbacks
):
    alone, one, other = (unsaved(code) for code in ("alone", "one", "other"))
    alone.live = False
    with django_capture_on_commit_callbacks(execute=True):
        alone.save()
        hand_in(alone, by)
        with handed_in_together(by):
            hand_in_new([one, other], by)
            assert not WorkflowState.objects.for_instance(one).exists()
    # Where no migration ran, nobody listens for what names what.
    ReferenceIndex.create_or_update_for_object(Fact.objects.get(pk=alone.pk))
    assert told_of(alone) == told_of(one) == told_of(other)
    found = get_search_backend().search(one.statement, Fact)
    assert {fact.code for fact in found} == {"known", "alone", "one", "other"}


def test_what_is_handed_in_twice_waits_once(by):
    (fact,) = facts = [unsaved("one")]
    with handed_in_together(by):
        hand_in_new(facts, by)
        hand_in(fact, by)
    assert WorkflowState.objects.for_instance(fact).count() == 1
    assert (
        WorkflowState.objects.get().current_task_state.revision
        == Fact.objects.get(pk=fact.pk).latest_revision
    )


def test_one_that_may_not_be_keeps_all_of_them_out(by):
    for bad in (unsaved("bad", unit="x" * 130), unsaved("known")):
        with pytest.raises(ValidationError):
            hand_in_new([unsaved("good"), bad], by)
    with pytest.raises(IntegrityError), transaction.atomic():
        hand_in_new([unsaved("good"), unsaved("good")], by)
    assert Fact.objects.count() == 1 and not Revision.objects.for_instance(Fact()).exists()
