"""What the import linter cannot see: keys and page types that point up a floor."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from wagtail.models import get_page_models

FLOORS = ["media", "courses", "assessments", "casestudies"]
ROOF = ["jobs", "accounts", "certificates", "coordination", "home"]
OUR_LABELS = FLOORS + ROOF


def floor_of(label: str) -> int:
    """Return how high an app stands; libraries lie below everything, the roof is one floor."""
    if label in FLOORS:
        return FLOORS.index(label)
    return len(FLOORS) if label in ROOF else -1


def own_models():
    return [model for label in OUR_LABELS for model in apps.get_app_config(label).get_models()]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_no_key_points_to_a_higher_floor(model):
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model is not None
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
        and floor_of(field.related_model._meta.app_label) > floor_of(model._meta.app_label)
    ]
    assert upward == []


@pytest.mark.parametrize(
    "page",
    [page for page in get_page_models() if page._meta.app_label in OUR_LABELS],
    ids=lambda page: page.__name__,
)
def test_only_the_front_page_names_pages_of_another_floor(page):
    if page._meta.label == "home.HomePage":
        return
    named = [
        name for attribute in ("subpage_types", "parent_page_types") for name in getattr(page, attribute, [])
    ]
    higher = [
        name
        for name in named
        if isinstance(name, str) and floor_of(name.split(".")[0]) > floor_of(page._meta.app_label)
    ]
    assert higher == []


def test_whoever_is_named_in_a_table_is_named_by_a_key():
    """So the file of one's own data finds the row, and it goes with the account."""
    named = re.compile(r"(^|_)(learner|user|account|person|member|participant)(_(id|key|pk))?$")
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if named.search(field.name) and not field.is_relation and not has_key_to_account(model)
    ]
    assert loose == []


def has_key_to_account(model) -> bool:
    """Whether rows of this table belong to an account."""
    related = (field.related_model for field in model._meta.concrete_fields if field.is_relation)
    return any(each._meta.label == settings.AUTH_USER_MODEL for each in related)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_table_says_who_may_read_its_personal_data(model):
    import inspect

    if model._meta.auto_created or model._meta.proxy:
        return
    source = inspect.getsource(model)
    assert "# personal data:" in source or "# no personal data" in source
