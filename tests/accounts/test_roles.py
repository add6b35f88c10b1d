"""Roles are granted for places, reach the CMS as permissions, and end when they are withdrawn."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from courses.models import CoursePage, Region
from courses.places.actions import load_regions
from lms.accounts.actions import grant, withdraw
from lms.accounts.backends import ScopedBackend
from lms.accounts.models import Profile, RoleGrant, User
from lms.accounts.queries import roles_of, scopes_of
from lms.accounts.rules import RoleScope, ScopeNotAllowed

pytestmark = pytest.mark.django_db

TOTALS = "coordination.view_totals"
SIGN = "courses.sign_as_second_person"
EDIT = "courses.change_coursepage"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("somebody@example.org")


def fresh(user: User) -> User:
    """Return the account as the next request loads it."""
    return User.objects.get(pk=user.pk)


def course(title: str) -> CoursePage:
    """Return a course below the front page."""
    top = Page.objects.filter(depth=2).first()
    return top.add_child(
        instance=CoursePage(title=title, slug=title.lower(), summary=title, outward_name=title)
    )


def page_actions(user: User, page: Page) -> set[str]:
    """Return what somebody may do with a page in the CMS."""
    tester = page.permissions_for_user(fresh(user))
    asked = {
        "edit": tester.can_edit(),
        "add below": tester.can_add_subpage(),
        "publish": tester.can_publish(),
        "delete": tester.can_delete(),
    }
    return {name for name, is_allowed in asked.items() if is_allowed}


def test_who_was_granted_nothing_has_no_role(person):
    assert roles_of(person) == frozenset()
    assert scopes_of(person, "coordinator") == ()


def test_granting_twice_changes_nothing(person):
    grant(person, "coordinator", "country", "UZ")
    grant(person, "coordinator", "country", "UZ")

    assert RoleGrant.objects.filter(user=person).count() == 1


def test_a_coordinator_of_two_places_sees_both(person):
    grant(person, "coordinator", "country", "UZ")
    grant(person, "coordinator", "region", "KG-GB")

    assert set(scopes_of(person, "coordinator")) == {RoleScope("country", "UZ"), RoleScope("region", "KG-GB")}


def test_everywhere_makes_single_places_needless(person):
    grant(person, "coordinator", "country", "UZ")
    grant(person, "coordinator")

    assert scopes_of(person, "coordinator") == (RoleScope(),)


def test_a_scope_reaches_the_regions_of_its_country_and_no_others(person):
    load_regions()
    grant(person, "coordinator", "country", "UZ")
    tashkent, bishkek = Region.objects.get(code="UZ-TK"), Region.objects.get(code="KG-GB")

    assert fresh(person).has_perm(TOTALS, tashkent)
    assert fresh(person).has_perm(TOTALS, tashkent.country)
    assert not fresh(person).has_perm(TOTALS, bishkek)
    assert not fresh(person).has_perm(SIGN, tashkent)


def test_a_scoped_permission_asked_without_an_object_is_not_held(person):
    grant(person, "coordinator", "country", "UZ")

    assert not fresh(person).has_perm(TOTALS)


def test_a_permission_nobody_scopes_is_never_answered_by_an_object(person):
    grant(person, "operator")

    assert not fresh(person).has_perm("accounts.delete_user", uuid.uuid4())


def test_a_trainer_of_one_course_writes_there_and_only_there(person):
    granted, other = course("Granted"), course("Other")
    grant(person, "trainer", "course", str(granted.translation_key))

    assert page_actions(person, granted) == {"edit", "add below"}
    assert page_actions(person, other) == set()
    assert fresh(person).has_perm(EDIT, granted)
    assert not fresh(person).has_perm(EDIT, other)


def test_a_trainer_of_all_courses_still_publishes_none(person):
    granted = course("Granted")
    grant(person, "trainer")

    assert "edit" in page_actions(person, granted)
    assert "publish" not in page_actions(person, granted)
    assert not GroupPagePermission.objects.filter(
        group__user=person, permission__codename="publish_page"
    ).exists()


def test_a_trainer_follows_a_course_into_a_new_language(person):
    granted = course("Granted")
    grant(person, "trainer", "course", str(granted.translation_key))
    twin = (
        Page.objects.filter(depth=2)
        .first()
        .add_child(
            instance=CoursePage(
                title="Twin",
                slug="twin",
                summary="-",
                outward_name="-",
                translation_key=granted.translation_key,
                locale=granted.locale.__class__.objects.get(language_code="ru"),
            )
        )
    )

    assert "edit" in page_actions(person, twin)


def test_a_reviewer_signs_and_neither_edits_nor_publishes_by_hand(person):
    page = course("Granted")
    grant(person, "reviewer")

    assert fresh(person).has_perm(SIGN)
    assert fresh(person).has_perm("wagtailadmin.access_admin")
    assert page_actions(person, page) == set()


def test_an_operator_runs_the_cms_without_managing_accounts(person):
    page = course("Granted")
    grant(person, "operator")
    operator = fresh(person)

    # Publishing a course takes the second signature, whoever asks.
    assert page_actions(person, page) == {"edit", "add below", "delete"}
    assert not operator.is_superuser
    assert not any(perm.startswith(("auth.", "accounts.")) for perm in operator.get_all_permissions())


def test_an_operator_holds_every_role_everywhere(person):
    grant(person, "operator")

    assert scopes_of(person, "coordinator") == (RoleScope(),)


def test_a_role_withdrawn_is_gone_with_its_permissions(person):
    granted = course("Granted")
    grant(person, "trainer")
    grant(person, "reviewer")

    assert withdraw(person, "trainer")
    assert roles_of(person) == {"reviewer"}
    assert page_actions(person, granted) == set()
    assert fresh(person).has_perm(SIGN)
    assert not withdraw(person, "trainer")


@pytest.mark.parametrize(
    ("role", "scope", "value"),
    [
        ("trainer", "country", "UZ"),
        ("reviewer", "course", "x"),
        ("coordinator", "course", "x"),
        ("operator", "country", "KZ"),
        ("coordinator", "country", ""),
        ("coordinator", "cohort", "x"),
        ("trainer", "cohort", "2f1f6a62-0d3c-4b0e-9a51-0d6f4f7f0a11"),
        ("coordinator", "everywhere", "UZ"),
        ("practitioner", "everywhere", ""),
    ],
)
def test_a_role_is_refused_for_a_place_it_cannot_have(person, role, scope, value):
    with pytest.raises(ScopeNotAllowed):
        grant(person, role, scope, value)
    assert not RoleGrant.objects.exists()


def test_only_an_operator_grants_and_withdraws(person):
    coordinator = User.objects.create_user("coordinator@example.org")
    grant(coordinator, "coordinator")

    with pytest.raises(PermissionDenied):
        grant(person, "trainer", by=coordinator)
    with pytest.raises(PermissionDenied):
        withdraw(coordinator, "coordinator", by=person)
    assert roles_of(person) == frozenset()


def test_who_granted_a_role_is_kept(person):
    operator = User.objects.create_user("operator@example.org")
    grant(operator, "operator")

    assert grant(person, "trainer", by=operator).granted_by == operator


@pytest.mark.parametrize(
    "broken",
    [
        {"role": "trainer", "scope": "everywhere", "scope_value": "UZ"},
        {"role": "coordinator", "scope": "country", "scope_value": ""},
        {"role": "queen", "scope": "everywhere", "scope_value": ""},
    ],
)
def test_the_database_itself_refuses_a_broken_grant(person, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=person, **broken)


def test_a_role_is_granted_and_taken_back_on_the_command_line(person, capsys):
    call_command("grant_role", person.email, "coordinator", "--country", "UZ")
    assert scopes_of(fresh(person), "coordinator") == (RoleScope("country", "UZ"),)

    call_command("grant_role", person.email, "coordinator", "--country", "UZ", "--withdraw")
    assert scopes_of(fresh(person), "coordinator") == ()


@pytest.mark.parametrize(
    "arguments", [("nobody@example.org", "trainer"), ("somebody@example.org", "trainer", "--country", "UZ")]
)
def test_the_command_line_says_why_it_refuses(person, arguments):
    with pytest.raises(CommandError, match="Nobody has signed up|cannot be granted"):
        call_command("grant_role", *arguments)


def test_an_account_reached_by_a_session_brings_its_profile_in_the_same_query(
    person, django_assert_num_queries
):
    told = Profile.objects.create(
        user=person, display_name="Somebody", consent_version="1", consented_at=timezone.now()
    )
    told.full_name = "Invented Person"
    told.save()
    with django_assert_num_queries(1):
        found = ScopedBackend().get_user(person.pk)
        assert found.profile.full_name == "Invented Person"
    for shown, known in (
        (found, User.objects.get(pk=person.pk)),
        (found.profile, Profile.objects.get(pk=told.pk)),
    ):
        for field in known._meta.concrete_fields:
            assert getattr(shown, field.attname) == getattr(known, field.attname), field


def test_who_has_told_nothing_yet_is_not_asked_about_twice(person, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = ScopedBackend().get_user(person.pk)
        assert not hasattr(found, "profile")


def test_an_account_that_is_gone_is_nobody(person):
    assert ScopedBackend().get_user(0) is None
