"""Proof: the first course is taken on a phone, every lesson of it, by keys alone and by finger."""

import pytest

from tests.journeys.walking import take_course, walk_by_finger, walk_by_keys

pytestmark = pytest.mark.browser


def test_the_whole_course_is_taken_by_keys_alone(visitor, site):
    walk_by_keys(visitor, site, take_course, "all-keys@example.org")


def test_the_whole_course_is_taken_by_finger_alone_and_every_kind_of_page_is_accessible(visitor, site):
    walk_by_finger(visitor, site, take_course, "all-finger@example.org")
