"""Before the first case study is there: pages and desk say so."""

import pytest
from django.urls import reverse

from courses.api import set_up_review
from tests.casestudies.test_library_desk import person, signed_in

pytestmark = pytest.mark.django_db


def test_an_empty_library_says_so_everywhere(client):
    for path in ("/cases/", "/cases/compare/", "/cases/timeline/"):
        assert "No case study is published yet." in client.get(path).content.decode()


def test_where_there_is_no_library_yet_the_way_says_so():
    set_up_review()
    answer = signed_in(person("operator")).get(reverse("cms_case_library"), follow=True)
    assert "There is no case library yet." in answer.content.decode()
