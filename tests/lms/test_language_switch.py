"""The language switch leads to the same page in another language."""

import re

import pytest
from django.urls import translate_url
from django.utils.translation import override

from lms.context import in_language, without_language

PATHS = [
    ("en", "/"),
    ("en", "/courses/common-core/core-01/?again=1"),
    ("ru", "/ru/courses/common-core/"),
    ("uz", "/uz/verify/0000-0000-0000-0000/"),
    ("kk", "/kk/"),
]


@pytest.mark.parametrize(("language", "path"), PATHS)
@pytest.mark.parametrize("wanted", ["en", "ru", "tg"])
def test_the_switch_leads_where_django_would_lead(language, path, wanted):
    with override(language):
        expected = translate_url(path, wanted)
    assert in_language(without_language(path), wanted) == expected


@pytest.mark.parametrize("path", ["/rules/", "/kkk/", "/nowhere", "/"])
def test_a_path_that_only_looks_like_a_language_is_left_alone(path):
    assert without_language(path) == path


HOSTILE = ["/ru//elsewhere.example/", "/ru///elsewhere.example/", "/ru/%5Celsewhere.example/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", HOSTILE)
def test_no_address_makes_the_switch_lead_to_another_site(client, path):
    page = client.get(path).content.decode()
    leads = re.findall(r'href="([^"]*elsewhere[^"]*)"', page)
    assert leads and all(re.match(r"/[^/\\]", address) for address in leads), leads
