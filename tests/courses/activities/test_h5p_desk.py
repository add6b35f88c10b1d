"""The desk of H5P in the CMS: who may bring what, what is said of a package, and what a draft shows."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.api import set_up_review
from courses.models import Activity, H5PActivity, H5PLibrary, H5PPackage
from lms.accounts.actions import grant
from tests.factories import make_course, make_home, make_learner, make_lesson
from tests.h5p_parts import make_h5p, packed, with_json, with_script

pytestmark = pytest.mark.django_db
UPLOAD = "/cms/h5p/upload/"
LIBRARIES = "/cms/h5p/libraries/"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_home()


def editor(activity) -> str:
    return reverse("wagtailsnippets_courses_h5pactivity:edit", args=[activity.pk])


def person(role: str) -> Client:
    found = make_learner()
    grant(found, role)
    client = Client()
    client.force_login(found)
    return client


def test_a_trainer_is_told_what_is_missing_an_operator_installs_it_and_the_package_becomes_a_draft():
    trainer, operator = person("trainer"), person("operator")
    refused = trainer.post(UPLOAD, {"file": packed()})
    assert refused.status_code == 422 and "H5P.Small 1.0" in refused.content.decode()
    assert trainer.post(LIBRARIES, {"file": packed()}).status_code == 403

    assert operator.post(LIBRARIES, {"file": packed()}, follow=True).status_code == 200
    answer = trainer.post(UPLOAD, {"file": packed()}, headers={"Accept": "application/json"})

    activity = H5PActivity.objects.get()
    assert answer.json() == {"next": editor(activity)}
    assert (activity.live, activity.title, activity.code) == (False, "Choose what helps", "choose-what-helps")
    page = trainer.get(answer.json()["next"]).content.decode()
    assert "A. Author (Author)" in page and "CC BY 4.0" in page and "Raw statements" not in page


def test_a_refusal_is_one_sentence_for_a_page_and_for_a_script():
    trainer = person("trainer")
    broken = packed(h5p_dot_json=b"{")
    told = trainer.post(UPLOAD, {"file": broken}, headers={"Accept": "application/json"})
    assert told.status_code == 422 and told.json()["problem"].startswith("“h5p.json” in the package cannot")

    assert "Choose a file." in trainer.post(UPLOAD, {}).content.decode()
    assert not H5PPackage.objects.exists()


def test_reviewers_bring_nothing_and_whoever_adds_an_activity_begins_with_the_file():
    assert person("reviewer").get(UPLOAD).status_code == 302
    answer = person("trainer").get(reverse("wagtailsnippets_courses_h5pactivity:add"))

    assert answer.status_code == 302 and answer["Location"] == UPLOAD


def test_a_code_that_an_activity_of_another_kind_has_is_free_for_nobody():
    Activity.objects.create(code="choose-what-helps", kind="case", title="A case")
    operator = person("operator")
    operator.post(UPLOAD, {"file": packed()})
    activity = H5PActivity.objects.get()
    assert activity.code == "choose-what-helps-2"

    edit = editor(activity)
    values = {"title": activity.title, "opening": "", "words": "x", "code": "choose-what-helps"}
    assert "“A case” has this code already" in operator.post(edit, values).content.decode()


def test_nothing_is_handed_in_without_the_same_in_words():
    set_up_review()
    operator = person("operator")
    operator.post(UPLOAD, {"file": packed()})
    activity = H5PActivity.objects.get()
    edit = editor(activity)
    values = {"title": "T", "opening": "", "words": "", "code": activity.code}

    answer = operator.post(edit, {**values, "action-submit": "1"}).content.decode()
    assert "Say the same in words" in answer


def test_the_page_of_a_package_names_lessons_other_sites_and_code_that_differs():
    activity = make_h5p(packed(content__content_dot_json=b'{"film": "https://video.example/1"}'))
    make_lesson(
        make_course(lessons=0).page.get_children().first().specific, title="Whom to ring", practice=[activity]
    )
    operator = person("operator")
    page = operator.get(editor(activity)).content.decode()
    assert "https://video.example/1" in page and "Whom to ring" in page and "Raw statements" in page
    assert "English" in page and "Only in drafts" not in page

    altered = with_script("", "H5P.Small")
    operator.post(reverse("cms_h5p_replace", args=[activity.pk]), {"file": altered})
    page = operator.get(editor(activity)).content.decode()
    assert "differs from what is installed" in page and "H5P.Small 1.0.3" in page
    assert "Until this is published, lessons play “Choose what helps”" in page


def test_a_lesson_that_only_a_draft_places_it_in_is_named_too():
    activity = make_h5p()
    module = make_course(lessons=0).page.get_children().first().specific
    lesson = make_lesson(module, title="Whom to ring")
    placed = {"type": "activity", "value": {"activity": activity.activity_id}}
    lesson.body = lesson.body.stream_block.to_python([*lesson.body.raw_data, placed])
    lesson.save_revision()

    page = person("operator").get(editor(activity)).content.decode()
    assert "Only in drafts" in page and "Whom to ring" in page


def test_another_package_waits_in_the_draft_and_not_while_somebody_else_reads_it():
    activity = make_h5p()
    operator = person("operator")
    operator.post(
        reverse("cms_h5p_replace", args=[activity.pk]), {"file": with_json("h5p.json", title="Better")}
    )

    activity.refresh_from_db()
    assert activity.package.title == "Choose what helps"
    assert activity.get_latest_revision_as_object().package.title == "Better"


def test_a_draft_plays_in_the_frame_of_a_preview_and_nothing_of_it_is_kept():
    package = make_h5p().package
    answer = person("trainer").get(reverse("cms_h5p_play", args=[package.key]))

    assert answer["Content-Security-Policy"].startswith("sandbox allow-scripts;")
    assert '"saveFreq": false' in answer.content.decode()
    assert Client().get(reverse("cms_h5p_play", args=[package.key])).status_code == 302


def test_the_list_of_libraries_tells_their_hashes():
    make_h5p()

    assert H5PLibrary.objects.get().digest[:16] in person("trainer").get(LIBRARIES).content.decode()
