"""Sealed text opens in its own row, for its owner, with its key, and nowhere else."""

from pathlib import Path

import pytest
from allauth.mfa.adapter import get_adapter as second_factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import connection

from lms.accounts.checks import sealing_key_is_there
from lms.accounts.models import Profile, User
from lms.accounts.sealing import SealBroken, SealingKeyMissing, seal, unseal

SECRET = "JBSWY3DPEHPK3PXP"


def named_profile(email: str, name: str) -> Profile:
    """Return a saved profile with a sealed name."""
    profile = Profile(user=User.objects.create_user(email))
    profile.full_name, profile.latin_name = name, "Latin " + name
    profile.save()
    return profile


def stored(table: str, column: str, pk: int):
    """Return what lies in the database, past every model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])  # noqa: S608
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_name_comes_back_as_it_was_written():
    profile = named_profile("a@example.org", "Әсел Намунақызы")

    assert Profile.objects.get(pk=profile.pk).full_name == "Әсел Намунақызы"


@pytest.mark.django_db
def test_the_database_holds_no_letter_of_a_name():
    profile = named_profile("a@example.org", "Namunaeva")

    assert b"Namuna" not in bytes(stored("accounts_profile", "full_name_sealed", profile.pk))


@pytest.mark.django_db
def test_equal_names_are_sealed_differently():
    first = named_profile("a@example.org", "Namunaeva")
    second = named_profile("b@example.org", "Namunaeva")

    assert bytes(first.full_name_sealed) != bytes(second.full_name_sealed)


@pytest.mark.django_db
def test_a_name_moved_to_another_row_does_not_open():
    first = named_profile("a@example.org", "Namunaeva")
    second = named_profile("b@example.org", "Fulanova")
    Profile.objects.filter(pk=second.pk).update(full_name_sealed=first.full_name_sealed)

    with pytest.raises(SealBroken):
        _ = Profile.objects.get(pk=second.pk).full_name


@pytest.mark.django_db
def test_a_name_does_not_open_for_another_owner():
    profile = named_profile("a@example.org", "Namunaeva")
    Profile.objects.filter(pk=profile.pk).update(user=User.objects.create_user("b@example.org"))

    with pytest.raises(SealBroken):
        _ = Profile.objects.get(pk=profile.pk).full_name


@pytest.mark.django_db
def test_a_name_moved_to_the_other_field_does_not_open():
    profile = named_profile("a@example.org", "Namunaeva")
    Profile.objects.filter(pk=profile.pk).update(latin_name_sealed=profile.full_name_sealed)

    with pytest.raises(SealBroken):
        _ = Profile.objects.get(pk=profile.pk).latin_name


@pytest.mark.parametrize("position", [0, 1, 12, 13, -1])
def test_one_flipped_bit_is_noticed_wherever_it_is(position):
    sealed = bytearray(seal("Namunaeva", "row"))
    sealed[position] ^= 1

    with pytest.raises(SealBroken):
        unseal(bytes(sealed), "row")


def test_plain_text_in_the_place_of_sealed_text_is_refused():
    with pytest.raises(SealBroken):
        unseal(b"Namunaeva Aigul", "row")


def test_text_sealed_with_another_key_does_not_open(settings, tmp_path):
    sealed = seal("Namunaeva", "row")
    settings.KEYS_DIR = tmp_path

    with pytest.raises(SealBroken):
        unseal(sealed, "row")


def test_outside_the_demo_a_missing_key_is_never_made_silently(settings, tmp_path):
    settings.KEYS_DIR, settings.DEMO = tmp_path, False

    with pytest.raises(SealingKeyMissing):
        seal("Namunaeva", "row")
    assert not list(tmp_path.iterdir())


def test_a_key_of_the_wrong_length_is_refused(settings, tmp_path):
    (tmp_path / "sealing-key").write_bytes(b"short")
    settings.KEYS_DIR = tmp_path

    with pytest.raises(SealingKeyMissing):
        seal("Namunaeva", "row")


def test_production_does_not_start_without_the_key(settings, tmp_path):
    settings.KEYS_DIR, settings.DEMO = tmp_path, False

    assert [error.id for error in sealing_key_is_there(None)] == ["accounts.E001"]


def test_the_key_is_made_once_readable_by_its_owner_only_and_then_kept(settings, tmp_path, capsys):
    settings.KEYS_DIR, settings.DEMO = tmp_path / "keys", False
    call_command("create_sealing_key")
    key = Path(settings.KEYS_DIR) / "sealing-key"
    made = key.read_bytes()

    with pytest.raises(CommandError, match="is kept"):
        call_command("create_sealing_key")
    assert key.read_bytes() == made
    assert key.stat().st_mode & 0o777 == 0o600
    assert sealing_key_is_there(None) == []


@pytest.fixture
def second_factor(db) -> Authenticator:
    """An authenticator app's secret of one account."""
    return TOTP.activate(User.objects.create_user("a@example.org"), SECRET).instance


def test_a_second_factor_comes_back_as_it_was_set_up(second_factor):
    found = Authenticator.objects.get(pk=second_factor.pk)

    assert second_factors().decrypt(found.data["secret"]) == SECRET
    assert second_factors().decrypt(second_factor.data["secret"]) == SECRET


def test_the_database_holds_no_second_factor_in_the_open(second_factor):
    kept = str(stored("mfa_authenticator", "data", second_factor.pk))

    assert SECRET not in kept
    assert "bound:" in kept


def test_a_second_factor_survives_being_used_and_saved_again(second_factor):
    Authenticator.objects.get(pk=second_factor.pk).record_usage()
    Authenticator.objects.get(pk=second_factor.pk).save()

    found = Authenticator.objects.get(pk=second_factor.pk)
    assert second_factors().decrypt(found.data["secret"]) == SECRET


def test_a_second_factor_given_to_another_account_does_not_open(second_factor):
    thief = User.objects.create_user("b@example.org")
    Authenticator.objects.filter(pk=second_factor.pk).update(user=thief)

    with pytest.raises(SealBroken):
        Authenticator.objects.get(pk=second_factor.pk)


def test_a_second_factor_planted_without_a_seal_is_refused(second_factor):
    Authenticator.objects.filter(pk=second_factor.pk).update(data={"secret": SECRET})

    with pytest.raises(SealBroken):
        Authenticator.objects.get(pk=second_factor.pk)


def test_counting_second_factors_needs_no_key(second_factor, settings, tmp_path):
    settings.KEYS_DIR = tmp_path

    assert Authenticator.objects.filter(user=second_factor.user).exists()
