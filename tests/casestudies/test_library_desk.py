"""A case study in the CMS: advice, preview, what keeps it from being handed in, and the second person."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from casestudies.models import CaseLibraryPage, CaseStudyPage, CompiledStudy
from casestudies.studies.advice import doubts, flaws
from courses.api import load_regions, set_up_review
from courses.content.open_marks import open_marks
from courses.models import Fact
from lms.accounts.api import grant
from lms.home.packages.keys import key_of
from tests.courses.content.writing import ANSWERS
from tests.factories import make_learner
from tests.study_parts import publish_studies_of, sample_study

pytestmark = pytest.mark.django_db
STUDY = "/cases/studies/the-gate/"


@pytest.fixture(scope="module")
def _study(shared_ground):
    load_regions()
    publish_studies_of()
    set_up_review()


@pytest.fixture
def study(_study, db) -> CaseStudyPage:
    return CaseStudyPage.objects.get()


def person(role: str):
    account = make_learner()
    grant(account, role)
    return account


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def drafted(study: CaseStudyPage, author, **changes):
    draft = study.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision(user=author)


def test_the_way_to_the_case_studies_stands_in_the_menu_of_trainers(study):
    trainer = signed_in(person("trainer"))
    library = CaseLibraryPage.objects.get()

    assert reverse("cms_case_library") in trainer.get("/cms/").content.decode()
    way = trainer.get(reverse("cms_case_library"))
    assert way["Location"] == reverse("wagtailadmin_explore", args=[library.pk])
    add = reverse("wagtailadmin_pages:add", args=["casestudies", "casestudypage", library.pk])
    form = trainer.get(add).content.decode()
    assert "Kazakhstan" in form and "What must not be shown or asked." in form


def test_the_editor_shows_what_to_look_at_again(study):
    page = signed_in(person("trainer")).get(reverse("wagtailadmin_pages:edit", args=[study.pk]))

    assert "Look at this again" in page.content.decode()
    assert "Between 700 and 1200 read well in one sitting." in page.content.decode()


def test_a_number_without_a_fact_and_professions_nobody_speaks_to_are_named(study):
    study.limits = study.limits.stream_block.to_python(
        [{"type": "remark", "value": {"text": "Of 40 families, 3 wrote.", "facts": []}}]
    )
    study.learning = study.learning.stream_block.to_python([])

    said = " ".join(doubts(study))
    assert "No fact on this page says 40." in [mark.why for mark in open_marks(study).marks]
    assert "Nothing is said yet to: Psychologist" in said


def test_what_names_things_that_are_not_there_cannot_be_handed_in(study):
    told = " ".join(
        flaws({"compare_with": ["nowhere", "the-gate"], "lessons": ["core-99"]}, slug="the-gate")
        + flaws({"first_year": 2021, "last_year": 2019})
    )

    assert "No case study is called “nowhere”." in told
    assert "A case study is not laid beside itself." in told
    assert "No lesson is called “core-99”." in told
    assert "The last year lies before the first." in told


def test_the_database_refuses_years_that_run_backwards_and_a_second_study_at_one_address(study):
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseStudyPage.objects.filter(pk=study.pk).update(first_year=2021, last_year=2019)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompiledStudy.objects.create(
            study_key=key_of("study", "other"), language="en", slug="the-gate", artifact={}
        )


def test_the_preview_is_the_page_a_reader_will_see(study):
    trainer = person("trainer")
    drafted(study, trainer, summary="A quieter sentence.")

    preview = signed_in(trainer).get(reverse("wagtailadmin_pages:view_draft", args=[study.pk]))
    assert "A quieter sentence." in preview.content.decode()
    assert "No single right answer." in preview.content.decode()
    assert "A quieter sentence." not in Client().get(STUDY).content.decode()


def test_what_a_trainer_wrote_is_read_only_when_a_second_person_has_signed_it(study):
    trainer, reviewer = person("trainer"), person("reviewer")
    drafted(study, trainer, summary="A sentence signed by two.")
    item = CaseStudyPage.objects.get(pk=study.pk)
    item.get_workflow().start(item, trainer)
    state = item.current_workflow_task_state
    assert "A sentence signed by two." not in Client().get(STUDY).content.decode()

    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, trainer, "approve")
    sign = reverse("cms_sign", args=[state.pk])
    page = signed_in(reviewer).get(sign).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    signed_in(reviewer).post(sign, {"action": "approve", "seen": seen, **ANSWERS, "reason": "An example."})
    assert "A sentence signed by two." in Client().get(STUDY).content.decode()


def test_words_that_could_be_heard_as_labels_are_marked_wherever_they_stand(study):
    from courses.content.wording_advice import wording_advice

    calm = len(wording_advice(study).marks)
    study.dilemmas = study.dilemmas.stream_block.to_python(
        [{"type": "question", "value": "What would you tell an ISIS wife?"}]
    )
    assert len(wording_advice(study).marks) > calm


def test_a_fact_says_which_studies_use_it_also_in_drafts(study):
    from courses.content.uses import uses_of

    used = uses_of(Fact.objects.get(code="met-at-gate"))
    assert [(use.title, use.is_published) for use in used] == [("Study of the-gate", True)]

    publish_studies_of(sample_study("the-door", helped=(), steps=()))
    trainer = person("trainer")
    door = CaseStudyPage.objects.get(slug="the-door")
    drafted(door, trainer, helped=study.helped)
    titles = {(use.title, use.is_published) for use in uses_of(Fact.objects.get(code="met-at-gate"))}
    assert titles == {("Study of the-gate", True), ("Study of the-door", False)}


def test_evidence_that_a_study_shows_is_not_deleted(study):
    operator = signed_in(person("operator"))
    fact = Fact.objects.get(code="met-at-gate")
    viewset = fact.snippet_viewset
    operator.post(reverse(viewset.get_url_name("delete"), args=[fact.pk]))
    assert Fact.objects.filter(pk=fact.pk).exists()


@pytest.mark.parametrize("code", ["play", "compare", "timeline", "studies"])
def test_a_case_to_play_may_not_hide_behind_a_page_of_the_library(study, code):
    form = {"title": "A case", "opening": "You stand.", "code": code, "minutes": "1", "outline-count": "0"}
    answer = signed_in(person("trainer")).post(reverse("wagtailsnippets_casestudies_case:add"), form)

    assert "Another page stands at this address." in answer.content.decode()
