"""One code for one activity, whatever its kind: said at the field, and never an error of the database."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Locale

from assessments.models import Pool
from courses.activities.content import CodeTaken, kinds_of_content
from courses.activities.models import Activity
from courses.api import set_up_review
from lms.accounts.actions import grant
from tests.factories import make_home, make_learner, make_question, make_worksheet

pytestmark = pytest.mark.django_db
KINDS = {"Question", "Case", "Worksheet", "WordingTask", "Discussion", "BlockExercise", "H5PActivity"}
TAKEN = "“A test” has this code already. Choose one that is free."


@pytest.fixture(autouse=True)
def _ground():
    make_home()
    # The editors of all kinds are known when the CMS is.
    hooks.search_for_hooks()


def drafted(model, code: str, **fields):
    """Return a saved draft of a kind that has a code and little more."""
    row = model(code=code, locale=Locale.get_default(), live=False, **fields)
    row.save()
    return row


def problem_with(row, code: str) -> list[str]:
    """Return what the editor says at the code when a draft is saved with this one."""
    form = type(row).snippet_viewset.get_edit_handler().get_form_class()({"code": code}, instance=row)
    form.fields = {"code": form.fields["code"]}
    form.defer_required_fields()
    form.is_valid()
    return form.errors.get("code", [])


def test_no_kind_takes_the_code_that_another_kind_has_published_or_drafted():
    Activity.objects.create(code="published", kind="end_test", title="A test")
    assert {model.__name__ for model in kinds_of_content()} == KINDS
    for model in kinds_of_content():
        other = next(each for each in kinds_of_content() if each is not model)
        waiting = drafted(other, f"drafted-{model.__name__.lower()}")
        row = drafted(model, f"own-{model.__name__.lower()}")

        assert problem_with(row, row.code) == [], model
        assert problem_with(row, "published") == [TAKEN], model
        assert "has this code already" in str(problem_with(row, waiting.code)), model
        row.code = "published"
        with pytest.raises(CodeTaken, match="“A test” has this code already"):
            row.save_revision(clean=False).publish()


def test_a_row_keeps_its_own_code_and_a_question_of_a_pool_takes_nobodys():
    placed = make_question(code="placed")
    assert problem_with(placed, "placed") == []
    Activity.objects.create(code="drawn", kind="end_test", title="A test")
    pool = Pool.objects.create(code="pool", name="Pool")

    assert make_question(code="drawn", pool=pool).live


def test_a_code_that_was_taken_while_a_draft_waited_is_told_to_who_would_sign_it():
    set_up_review()
    author, reviewer = make_learner(), make_learner()
    grant(reviewer, "reviewer")
    waiting = make_worksheet()
    waiting.code = "wanted"
    waiting.save_revision(user=author)
    state = waiting.get_workflow().start(waiting, author)
    Activity.objects.create(code="wanted", kind="end_test", title="A test")

    client = Client()
    client.force_login(reviewer)
    sign = reverse("cms_sign", args=[state.current_task_state.pk])
    page = client.get(sign)
    seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    answer = client.post(sign, {"action": "approve", "seen": seen}, follow=True)

    assert "has this code already" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.code != "wanted"
