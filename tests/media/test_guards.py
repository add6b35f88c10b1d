"""Who may be seen in a picture, what is asked before it is stored, and what taking consent back does."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError
from wagtail.models import UploadedFile

from courses.models import CompiledLesson, LessonPage
from media.api import picture_file
from media.models import Picture
from tests.factories import make_course, publish
from tests.media.desk import PHOTOGRAPH, at_desk, sent, stored_photograph, upload

pytestmark = pytest.mark.django_db
ADD = "/cms/images/add/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept_files() -> list[Path]:
    return [path for path in Path(site_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# --- Before a file is chosen --------------------------------------------------------------------


@pytest.mark.parametrize("address", [ADD, "/cms/images/chooser/"])
def test_the_form_says_what_must_not_be_stored_before_it_asks_for_the_file(address):
    page = at_desk().get(address).content.decode()
    page = page.encode().decode("unicode_escape") if address != ADD else page

    rule = page.index("No photograph of a child or of a person who returned can be stored")
    promise = page.index("No child and no person who returned is in this picture")
    assert rule < promise < page.index('type="file"')


def test_there_is_no_choice_for_a_child_or_a_person_who_returned():
    page = at_desk().get(ADD).content.decode()

    assert re.findall(r'name="people" value="(\w*)"', page) == ["nobody", "agreed", "bystanders"]


def test_nothing_is_chosen_by_silence():
    browser = at_desk()
    assert "checked" not in re.search(r'<div id="id_kind">.*?</div>\s*</div>', words(browser.get(ADD)))[0]
    answer = browser.post(ADD, {**sent(), "kind": ""})

    assert Picture.objects.count() == 0
    assert "This field is required" in words(answer)
    assert kept_files() == []


def test_a_photograph_is_stored_with_who_confirmed_and_when():
    browser = at_desk()
    browser.post(ADD, sent(**PHOTOGRAPH, no_child="on"))

    picture = Picture.objects.get()
    assert str(picture.no_child_confirmed_by_id) == browser.session["_auth_user_id"]
    assert picture.no_child_confirmed_at is not None and picture.is_shown


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**PHOTOGRAPH}, "must not be stored"),
        ({**PHOTOGRAPH, "no_child": "on", "people": ""}, "There is no choice for a child"),
        ({**PHOTOGRAPH, "no_child": "on", "people": "a child"}, "Select a valid choice"),
        ({**PHOTOGRAPH, "no_child": "on", "people": "agreed"}, "must have agreed in writing"),
        ({**PHOTOGRAPH, "no_child": "on", "consent": "held"}, "where the signed paper lies"),
        ({"origin": ""}, "This field is required"),
        ({"licence": ""}, "This field is required"),
        ({"licence": "what I like"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_stored(fields, said):
    answer = at_desk().post(ADD, sent(**fields))

    assert answer.status_code == 200
    assert said in words(answer)
    assert Picture.objects.count() == 0 and kept_files() == []


def test_a_drawing_needs_no_promise_and_names_nobody():
    at_desk().post(ADD, sent(people="bystanders"))

    picture = Picture.objects.get()
    assert (picture.people, picture.no_child_confirmed_at) == ("", None)


def test_a_photograph_that_was_confirmed_is_not_asked_again():
    picture = stored_photograph()
    browser = at_desk("operator")

    assert 'name="no_child"' not in browser.get(f"/cms/images/{picture.pk}/").content.decode()
    fields = {**sent(**PHOTOGRAPH), "title": "The hall"}
    del fields["file"]
    browser.post(f"/cms/images/{picture.pk}/", fields)
    picture.refresh_from_db()
    assert picture.title == "The hall"


def test_a_drawing_that_is_called_a_photograph_later_is_asked_then():
    picture = Picture.objects.create(title="A loom", file=upload(), origin="N", licence="CC0 1.0")
    browser = at_desk("operator")
    fields = sent(**PHOTOGRAPH)
    del fields["file"]

    assert "must not be stored" in words(browser.post(f"/cms/images/{picture.pk}/", fields))
    browser.post(f"/cms/images/{picture.pk}/", {**fields, "no_child": "on"})
    picture.refresh_from_db()
    assert picture.is_photograph and picture.no_child_confirmed_by is not None


def test_an_old_drawing_keeps_its_unusual_licence_and_may_lack_both():
    picture = Picture.objects.create(title="A loom", file=upload(), licence="Felt makers' own")
    browser = at_desk("operator")
    fields = {**sent(), "origin": "", "licence": "Felt makers' own"}
    del fields["file"]

    assert browser.post(f"/cms/images/{picture.pk}/", fields).status_code == 302
    picture.refresh_from_db()
    assert picture.licence == "Felt makers' own"


def test_many_files_at_once_find_no_way_past_the_questions():
    browser = at_desk()

    assert browser.get("/cms/images/multiple/add/")["Location"] == ADD
    browser.post("/cms/images/multiple/add/", {"title": "A loom", "files[]": upload()})
    for address in ("create_from_uploaded_image/1/", "1/", "1/delete/", "delete_upload/1/"):
        assert browser.post(f"/cms/images/multiple/{address}").status_code == 404
    assert not UploadedFile.objects.exists() and kept_files() == []


def test_words_that_label_are_shown_once_and_kept_only_when_somebody_says_so():
    browser = at_desk()
    answer = browser.post(ADD, sent(description="A terrorist's wife"))

    assert "again:" in words(answer) and "Keep the words as they are" in words(answer)
    assert Picture.objects.count() == 0
    browser.post(ADD, sent(description="A terrorist's wife", keep_words="on"))
    assert Picture.objects.count() == 1


# --- What the database keeps --------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"people": ""},
        {"no_child_confirmed_at": None},
        {"origin": ""},
        {"licence": ""},
        {"people": "agreed"},
        {"consent": "held"},
        {"consent": "withdrawn", "consent_place": ""},
        {"kind": "drawing"},
    ],
)
def test_the_database_refuses_a_photograph_that_leaves_a_question_open(broken):
    picture = stored_photograph()

    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(**broken)


# --- Who sees it --------------------------------------------------------------------------------


def with_people(**fields) -> Picture:
    return stored_photograph(people="agreed", consent="held", consent_place="Cabinet in Termez", **fields)


def withdraw(picture: Picture) -> None:
    picture.consent = "withdrawn"
    picture.save()


def placed(picture: Picture, **value) -> LessonPage:
    lesson = make_course(lessons=1).lessons[0]
    page = LessonPage.objects.get(pk=lesson.pk)
    value = {"picture": picture.pk, "alt": "Two officials at a table", "caption": "", **value}
    page.body = page.body.stream_block.to_python([{"type": "picture", "id": str(uuid4()), "value": value}])
    publish(page)
    return page


def compiled(page: LessonPage) -> str:
    return CompiledLesson.objects.get(lesson_key=page.translation_key).artifact["pieces"][0]["html"]


def test_consent_taken_back_takes_the_picture_from_every_page_at_once():
    picture = with_people()
    page = placed(picture)
    address = re.search(r'src="([^"]+)"', compiled(page)).group(1)
    assert Client().get(address).status_code == 200

    withdraw(picture)

    gone = Client().get(address)
    assert (gone.status_code, gone.content, gone["Cache-Control"]) == (410, b"", "private, no-store")
    assert "<img" not in compiled(page) and "Two officials at a table" in compiled(page)
    assert picture_file(address.rsplit("/", 1)[-1]) is None


def test_a_browser_that_kept_it_asks_again_and_is_refused():
    picture = with_people()
    address = picture.get_rendition("width-320|format-webp").url
    first = Client().get(address)
    assert first["Cache-Control"] == "public, no-cache"
    asked = {"headers": {"If-None-Match": first["ETag"]}}

    assert Client().get(address, **asked).status_code == 304
    withdraw(picture)
    assert Client().get(address, **asked).status_code == 410


def test_what_somebody_may_take_back_does_not_travel_in_a_saved_lesson():
    agreed = with_people().get_rendition("width-320|format-webp")
    nobody = stored_photograph().get_rendition("width-320|format-webp")

    assert picture_file(Path(agreed.file.name).name) is None
    assert picture_file(Path(nobody.file.name).name)


def test_bystanders_are_seen_by_nobody_until_they_are_blurred():
    picture = stored_photograph(people="bystanders")
    page = placed(picture)
    rendition = picture.get_rendition("width-320|format-webp")
    name = Path(rendition.file.name).name

    assert "<img" not in compiled(page)
    assert Client().get(reverse("picture", args=[name])).status_code == 404
    assert picture_file(name) is None


@pytest.mark.parametrize(("role", "status"), [("trainer", 200), ("reviewer", 200), ("practitioner", 403)])
def test_authors_see_at_their_desk_what_is_on_no_page(role, status):
    address = stored_photograph(people="bystanders").get_rendition("max-165x165").url
    assert address.startswith("/cms/pictures/")

    answer = at_desk(role).get(address)
    assert answer.status_code == status
    if status == 200:
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff\xe0")


def test_a_visitor_is_asked_to_sign_in_at_the_authors_address():
    address = stored_photograph(people="bystanders").get_rendition("max-165x165").url

    assert Client().get(address).status_code == 302


def test_an_unknown_name_at_the_authors_address_is_not_found():
    assert at_desk().get("/cms/pictures/no-such-file.webp").status_code == 404


@pytest.mark.parametrize("role", ["practitioner", "trainer", "operator"])
def test_the_stored_original_has_no_address_for_anybody(role):
    picture = stored_photograph(people="bystanders")
    browser = at_desk(role)
    name = Path(picture.file.name).name

    for address in (f"/pictures/{name}", f"/cms/pictures/{name}", f"/not-served/{picture.file.name}"):
        assert browser.get(address).status_code in (403, 404)


# --- Words beside it ----------------------------------------------------------------------------


def value_of(picture: Picture, **value):
    block = LessonPage._meta.get_field("body").stream_block.child_blocks["picture"]
    return block, block.to_python({"picture": picture.pk, "alt": "", "caption": "", **value})


def test_a_placed_picture_without_words_is_refused_unless_it_is_ticked_as_ornament():
    block, silent = value_of(stored_photograph())
    _same, ticked = value_of(silent["picture"], is_ornament=True)

    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(silent)
    assert "Write what it shows" in str(refusal.value.block_errors["alt"])
    block.clean(ticked)
    block.clean_deferred(silent)


@pytest.mark.parametrize(
    ("kind", "alt", "lacks", "silent"),
    [
        ("ornament", "", False, True),
        ("ornament", "Ram horns in felt", False, False),
        ("drawing", "", True, False),
        ("drawing", "A loom", False, False),
    ],
)
def test_old_empty_words_mean_ornament_only_where_the_picture_is_one(kind, alt, lacks, silent):
    picture = Picture.objects.create(title="Felt", file=upload(), kind=kind)
    _block, value = value_of(picture, alt=alt)

    assert (value.lacks_words, value.is_pure_ornament) == (lacks, silent)
    assert value.shown_words == alt


def test_readers_are_told_who_took_a_photograph_and_the_licence_that_asks_for_it():
    html = re.sub(r"\s+", " ", compiled(placed(stored_photograph())))

    assert "Photograph: Invented Photographer (CC BY 4.0)" in html
