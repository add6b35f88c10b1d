"""Disagreements written anew from a package: what no side says any more is gone."""

from dataclasses import replace

import pytest

from courses.api import conflict_plans, write_conflicts
from tests.factories import make_home
from tests.study_parts import make_evidence

pytestmark = pytest.mark.django_db


def test_a_position_that_the_package_no_longer_has_is_deleted():
    make_home()
    make_evidence()
    (plan,) = conflict_plans(["total"])
    shorter = replace(plan, positions=plan.positions[:1])
    write_conflicts([shorter])
    assert conflict_plans(["total"]) == [shorter]
