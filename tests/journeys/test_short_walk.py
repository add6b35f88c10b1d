"""The first course on a phone with one lesson of each kind; ``./run prove walks`` takes every lesson."""

import pytest

from tests.journeys.walking import take_course_briefly, walk_by_finger, walk_by_keys

pytestmark = pytest.mark.browser


def test_a_course_is_taken_by_keys_alone(visitor, site):
    walk_by_keys(visitor, site, take_course_briefly, "keys@example.org")


def test_a_course_is_taken_by_finger_alone_and_every_kind_of_page_is_accessible(visitor, site):
    walk_by_finger(visitor, site, take_course_briefly, "finger@example.org")
