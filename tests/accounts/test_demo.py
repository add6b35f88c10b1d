"""The demo's invented people: complete, marked as invented, and at home on a demo only."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import send_mail

from lms.accounts import demo
from lms.accounts.adapters import AccountAdapter
from lms.accounts.demo_mail import kept_mails
from lms.accounts.models import Profile, RoleGrant, User
from lms.accounts.queries import roles_of, scopes_of
from lms.accounts.rules import RoleScope
from tests.accounts.conftest import newest_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(places, monkeypatch) -> dict[str, User]:
    """The demo people by role."""
    monkeypatch.setenv("HAMROH_DEMO_PASSWORD", "a demo password")
    return {user.email.split("@")[0]: user for user in demo.load_demo_people()}


def test_there_is_one_person_for_each_role_and_everybody_is_invented(people):
    assert set(people) == {"practitioner", "trainer", "reviewer", "coordinator", "operator"}
    for role, user in people.items():
        assert roles_of(user) == ({role} - {"practitioner"})
        assert "(invented)" in user.profile.display_name
        assert "(invented)" in user.profile.latin_name


def test_the_coordinator_sees_uzbekistan_only(people):
    assert scopes_of(people["coordinator"], "coordinator") == (RoleScope("country", "UZ"),)


def test_loading_the_people_again_changes_nothing(people):
    def everything():
        tables = (User, Profile, RoleGrant)
        return [list(model.objects.order_by("pk").values()) for model in tables]

    before = everything()
    demo.load_demo_people()

    assert everything() == before


def test_every_demo_person_signs_in_with_the_one_password(people, make_client):
    for user in people.values():
        answer = make_client().post("/accounts/login/", {"login": user.email, "password": "a demo password"})
        assert answer["Location"] == "/learn/"


def test_the_password_is_made_once_and_kept_for_its_owner_only(settings, tmp_path, monkeypatch):
    monkeypatch.delenv("HAMROH_DEMO_PASSWORD", raising=False)
    settings.VAR_DIR = tmp_path
    made = demo.demo_password()

    assert demo.demo_password() == made
    assert len(made) >= 12
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600


def test_demo_people_are_not_loaded_outside_the_demo(settings):
    settings.DEMO = False

    with pytest.raises(demo.NotADemo):
        demo.load_demo_people()
    assert not User.objects.exists()


def test_outside_the_demo_the_right_password_of_a_demo_person_opens_nothing(people, client, settings):
    settings.DEMO = False
    client.post("/accounts/login/", {"login": "operator@demo.example", "password": "a demo password"})

    assert "_auth_user_id" not in client.session


def test_outside_the_demo_a_mailed_code_opens_nothing_for_a_demo_person(people, client, settings):
    settings.DEMO = False
    client.post("/accounts/login/", {"login": "operator@demo.example"})
    answer = client.post("/accounts/login/code/confirm/", {"code": newest_code()})

    assert answer["Location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


def test_outside_the_demo_a_session_carried_over_is_worth_nothing(people, client, settings):
    client.force_login(people["operator"])
    assert client.get("/accounts/profile/").status_code == 200
    settings.DEMO = False

    assert client.get("/accounts/profile/").status_code == 302


def test_outside_the_demo_nobody_signs_up_as_a_demo_person(settings):
    settings.DEMO = False

    with pytest.raises(ValidationError):
        AccountAdapter().clean_email("someone@DEMO.example")


def test_a_visitor_becomes_a_demo_person_only_on_the_demo(people, rf, settings):
    settings.DEMO = False

    with pytest.raises(demo.NotADemo):
        demo.sign_in_demo_person(rf.post("/"), "operator")


@pytest.fixture
def kept_mail(settings, tmp_path):
    settings.EMAIL_BACKEND = "lms.accounts.demo_mail.FolderBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def test_the_demo_shows_the_newest_code_first_and_large(client, kept_mail):
    client.post("/accounts/signup/", {"email": "first@example.org"})
    client.post("/accounts/logout/")
    client.post("/accounts/signup/", {"email": "second@example.org"})
    page = client.get("/mail/").content.decode()

    newest, older = kept_mails()
    assert (newest.to, older.to) == ("second@example.org", "first@example.org")
    assert page.index("second@example.org") < page.index("first@example.org")
    assert f'<p class="code-input">{newest.code}</p>' in page
    assert len(newest.code) == 6


def test_kept_mail_is_readable_by_its_owner_only(kept_mail):
    send_mail("Subject", "Text", "a@example.org", ["b@example.org"])

    assert {file.stat().st_mode & 0o777 for file in kept_mail.glob("*.eml")} == {0o600}


def test_a_letter_in_another_script_reads_as_it_was_written(kept_mail):
    send_mail("Ваш код для Hamroh", "Здравствуйте, ҷ ӯ ң", "a@example.org", ["b@example.org"])

    assert kept_mails()[0].subject == "Ваш код для Hamroh"
    assert "ҷ ӯ ң" in kept_mails()[0].text


def test_a_message_cannot_put_markup_into_the_page(client, kept_mail):
    send_mail("<script>1</script>", "<img src=x onerror=1>", "a@example.org", ["b@example.org"])

    page = client.get("/mail/").content
    assert b"<script>1" not in page
    assert b"<img src=x" not in page


def test_outside_the_demo_there_is_no_mail_page(client, kept_mail, settings, make_account):
    send_mail("Subject", "Text", "a@example.org", ["b@example.org"])
    settings.DEMO = False
    client.force_login(make_account(roles=("operator",)))

    assert client.get("/mail/").status_code == 404
