"""What people tell about themselves: kept, changed, taken home, deleted."""

import json
import uuid

import pytest
from django.apps import apps
from django.core import mail
from django.db import models
from django.template.loader import get_template
from django.utils import timezone

from courses.languages.rules import LANGUAGES, sort_key
from courses.models import CourseEdition, Enrolment, Region
from lms.accounts.consent import CONSENT_VERSION, consent_template
from lms.accounts.models import Profile, User
from lms.accounts.profile_forms import NameForm, ProfileForm
from tests.accounts.conftest import add_totp, newest_code, wrong_code

pytestmark = pytest.mark.django_db

NAME = "/accounts/name/"
DELETE = "/accounts/delete/"


@pytest.fixture
def aigul(client, make_account, places) -> User:
    """Somebody who is signed in and works in Bishkek."""
    user = make_account()
    Profile.objects.filter(user=user).update(region=Region.objects.get(code="KG-GB"))
    client.force_login(user)
    return user


def about(user: User) -> Profile:
    return Profile.objects.get(user=user)


def test_the_consent_text_of_today_has_a_template():
    assert "About your data" in get_template(consent_template(CONSENT_VERSION)).render()


def test_regions_stand_by_country_in_the_order_of_the_language(aigul):
    from django.utils.translation import override

    for language in LANGUAGES:
        with override(language):
            groups = ProfileForm(instance=about(aigul)).fields["region"].choices[1:]
        countries = [country for country, _regions in groups]
        assert len(countries) == 4
        assert countries == sorted(countries, key=lambda name: sort_key(name, language))
        for _country, regions in groups:
            names = [name for _code, name in regions]
            assert names == sorted(names, key=lambda name: sort_key(name, language))


def test_a_profile_is_changed_in_one_form(client, aigul, newcomer_answers):
    answer = client.post(
        "/accounts/profile/", newcomer_answers | {"display_name": "  Saule   K. ", "region": "KZ-71"}
    )

    assert answer["Location"] == "/accounts/profile/"
    assert about(aigul).display_name == "Saule K."
    assert about(aigul).region.code == "KZ-71"


def test_changing_the_profile_leaves_consent_and_name_as_they_are(client, aigul, newcomer_answers):
    profile = about(aigul)
    profile.full_name, profile.latin_name = "Айгүл Намунаева", "Aigul Namunaeva"
    profile.save()
    client.post("/accounts/profile/", newcomer_answers | {"consent_version": "9", "is_superuser": "on"})

    assert about(aigul).consent_version == CONSENT_VERSION
    assert about(aigul).latin_name == "Aigul Namunaeva"
    assert not User.objects.get(pk=aigul.pk).is_superuser


def test_a_new_region_and_profession_move_the_enrolments(client, aigul, newcomer_answers):
    edition = CourseEdition.objects.create(
        course_key=uuid.uuid4(), number=1, lesson_keys=[], activity_keys={}, minutes=1, rules_hash="-"
    )
    Enrolment.objects.create(
        learner=aigul, course_key=edition.course_key, edition=edition, started_at=timezone.now()
    )
    client.post("/accounts/profile/", newcomer_answers)

    enrolment = Enrolment.objects.get()
    assert enrolment.region.code == "KG-GB"
    assert enrolment.profession.code == "psychologist"


@pytest.mark.parametrize("field", ["display_name", "profession", "region"])
def test_an_empty_answer_is_named_and_the_others_stay(client, aigul, newcomer_answers, field):
    answer = client.post("/accounts/profile/", newcomer_answers | {field: "", "organisation": "Our centre"})

    assert answer.status_code == 422
    assert f'id="id_{field}_error"'.encode() in answer.content
    assert b'value="Our centre"' in answer.content


def test_an_invented_region_is_refused(client, aigul, newcomer_answers):
    answer = client.post("/accounts/profile/", newcomer_answers | {"region": "XX-99"})

    assert answer.status_code == 422
    assert about(aigul).region.code == "KG-GB"


def test_a_region_that_has_ended_is_no_longer_offered(aigul):
    Region.objects.filter(code="KZ-71").update(valid_to="2020-01-01")
    groups = ProfileForm(instance=about(aigul)).fields["region"].choices[1:]

    assert "KZ-71" not in [code for _country, regions in groups for code, _name in regions]


def test_a_latin_name_is_suggested_checked_and_kept_sealed(client, aigul):
    answer = client.post(NAME, {"full_name": " Айгүл  Намунаева ", "latin_name": ""})
    assert b'value="Aigul Namunaeva"' in answer.content
    assert b"compare it letter by letter" in answer.content
    assert about(aigul).full_name == ""

    answer = client.post(
        f"{NAME}?next=/learn/", {"full_name": "Айгүл Намунаева", "latin_name": "Aigul Namunayeva"}
    )
    assert answer["Location"] == "/learn/"
    assert about(aigul).full_name == "Айгүл Намунаева"
    assert about(aigul).latin_name == "Aigul Namunayeva"


def test_a_suggestion_can_be_asked_for_again(client, aigul):
    answer = client.post(NAME, {"full_name": "Юлия Намунаева", "latin_name": "Iuliia", "action": "suggest"})

    assert b'value="Yuliya Namunaeva"' in answer.content
    assert about(aigul).latin_name == ""


@pytest.mark.parametrize(
    ("language", "own", "latin"),
    [
        ("kk", "Әсел Намунақызы", "Asel Namunakyzy"),
        ("ky", "Айгүл Намунаева", "Aigul Namunaeva"),
        ("tg", "Фирӯз Намунаев", "Firuz Namunaev"),
        ("uz", "Улуғбек Намунаев", "Ulugʻbek Namunayev"),
        ("ru", "Юлия Намунаева", "Yuliya Namunaeva"),
    ],
)
def test_the_suggestion_follows_the_language(language, own, latin):
    form = NameForm({"full_name": own, "latin_name": ""}, language=language)

    assert form.is_valid()
    assert form.suggestion == latin


def test_cyrillic_in_the_latin_line_is_named_and_what_was_typed_stays(client, aigul):
    answer = client.post(NAME, {"full_name": "Әсел Намунақызы", "latin_name": "Аsel Namunaқyzy"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Cyrillic here: А қ." in text
    assert 'value="Аsel Namunaқyzy"' in text
    assert 'value="Әсел Намунақызы"' in text
    assert about(aigul).full_name == ""


@pytest.mark.parametrize(
    "name", ["O'ylab Topilgan", "Oʻylab Gʻani-zoda", "Anna Maria (invented)", "Şirin Öğretmen", "José"]
)
def test_latin_names_of_many_kinds_are_accepted(name):
    assert NameForm({"full_name": "Имя", "latin_name": name}, language="ru").is_valid()


@pytest.mark.parametrize("name", ["Anna 2", "安娜", "Anna;", "<b>Anna</b>", "Άννα"])
def test_other_signs_in_the_latin_line_are_named(name):
    form = NameForm({"full_name": "Имя", "latin_name": name}, language="ru")

    assert "latin_name" in form.errors


@pytest.mark.parametrize("name", ["", "   ", "12345", "---", "Анна\u202eявон"])
def test_what_is_not_a_name_is_refused_as_full_name(name):
    assert "full_name" in NameForm({"full_name": name, "latin_name": ""}, language="ru").errors


def test_everything_kept_about_a_person_is_in_their_file(client, aigul):
    profile = about(aigul)
    profile.full_name, profile.latin_name = "Айгүл Намунаева", "Aigul Namunaeva"
    profile.save()
    secret = add_totp(aigul)
    answer = client.get("/accounts/data/")

    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    tables = json.loads(answer.content)["tables"]
    assert tables["accounts.User"][0]["email"] == aigul.email
    assert tables["accounts.Profile"][0]["full_name"] == "Айгүл Намунаева"
    assert tables["account.EmailAddress"][0]["verified"] is True
    assert tables["mfa.Authenticator"][0]["type"] == "totp"
    text = answer.content.decode()
    assert secret not in text
    assert "bound:" not in text
    assert "password" not in tables["accounts.User"][0]


def test_the_file_holds_nothing_of_anybody_else(client, aigul, make_account):
    other = make_account("other@example.org")
    Profile.objects.filter(user=other).update(organisation="Canary centre")

    assert b"other@example.org" not in client.get("/accounts/data/").content
    assert b"Canary" not in client.get("/accounts/data/").content


def test_an_account_is_deleted_by_a_mailed_code(client, aigul):
    key = aigul.pk
    assert b"Send me a code to confirm" in client.get(DELETE).content
    client.post(DELETE, {"action": "send"})
    assert mail.outbox[-1].to == [aigul.email]
    answer = client.post(DELETE, {"code": newest_code()})

    assert b"Your account is deleted" in answer.content
    assert "_auth_user_id" not in client.session
    assert not User.objects.filter(pk=key).exists()
    assert rows_of(key) == []


def rows_of(user_id: int) -> list[str]:
    """Return the tables that still hold something of an account."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            is_theirs = isinstance(field, models.ForeignKey) and field.related_model is User
            if is_theirs and model._base_manager.filter(**{field.attname: user_id}).exists():
                found.append(model._meta.label)
    return found


def test_nothing_stands_in_the_way_of_deleting_an_account():
    """A protecting key would make deletion fail just for those who learned most."""
    protecting = [
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in User._meta.related_objects
        if relation.on_delete in (models.PROTECT, models.RESTRICT, models.DO_NOTHING)
    ]

    assert protecting == []


def test_a_wrong_code_deletes_nothing_and_five_end_the_wish(client, aigul):
    client.post(DELETE, {"action": "send"})
    for _try in range(5):
        answer = client.post(DELETE, {"code": wrong_code()})
    assert answer.status_code == 422
    assert b"no longer works" in answer.content

    client.post(DELETE, {"code": newest_code()})
    assert User.objects.filter(pk=aigul.pk).exists()


def test_a_code_to_sign_in_deletes_nothing(client, make_client, aigul):
    make_client().post("/accounts/login/", {"login": aigul.email})
    sign_in_code = newest_code()
    client.post(DELETE, {"action": "send"})
    if newest_code() != sign_in_code:
        client.post(DELETE, {"code": sign_in_code})

    assert User.objects.filter(pk=aigul.pk).exists()


def test_opening_the_page_deletes_and_sends_nothing(client, aigul):
    client.get(DELETE)
    client.post(DELETE)

    assert not mail.outbox
    assert User.objects.filter(pk=aigul.pk).exists()


def test_a_changed_address_counts_once_its_code_is_typed(client, aigul):
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert User.objects.get(pk=aigul.pk).email == "aigul@example.org"

    client.post("/accounts/confirm-email/", {"code": newest_code(), "action": "verify"})
    assert User.objects.get(pk=aigul.pk).email == "new@example.org"
    told = [message.to for message in mail.outbox if "was changed" in message.subject]
    assert told == [["aigul@example.org"]]


def test_somebody_elses_address_is_not_given_away_and_not_taken(client, aigul, make_account):
    make_account("other@example.org")
    answer = client.post("/accounts/email/", {"email": "other@example.org", "action_add": ""})

    assert answer.status_code == 302
    assert User.objects.get(pk=aigul.pk).email == "aigul@example.org"


def test_a_password_can_be_set_by_who_has_none(client, aigul):
    new = "another four unrelated words"
    client.post("/accounts/password/set/", {"password1": new, "password2": new})

    assert User.objects.get(pk=aigul.pk).check_password(new)


@pytest.mark.parametrize("password", ["short", "password123", "1234567890"])
def test_a_weak_password_is_refused_beside_its_field(client, aigul, password):
    answer = client.post("/accounts/password/set/", {"password1": password, "password2": password})

    assert b'id="id_password1_error"' in answer.content
    assert not User.objects.get(pk=aigul.pk).has_usable_password()
