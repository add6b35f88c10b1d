"""What others chose: from five people on, in words, five at a time, and nobody's name anywhere."""

import uuid

import pytest

from casestudies.actions import count_way
from casestudies.models import ChoiceTally
from casestudies.queries import what_others_chose

pytestmark = pytest.mark.django_db
CASE, HERE = uuid.uuid4(), ["left", "right"]


def count(*chosen: str) -> None:
    for choice in chosen:
        count_way(CASE, [(choice, HERE)])


def others() -> dict[str, str]:
    return what_others_chose(CASE, [HERE])


def test_four_people_are_not_told_of_and_five_are():
    count("left", "left", "left", "left")
    assert others() == {}
    count("right")
    assert others() == {"left": "most", "right": "few"}


def test_between_two_fives_nothing_moves():
    count(*["left"] * 5, *["right"] * 4)
    assert others() == {"left": "most", "right": "few"}
    count("right")
    assert others() == {"left": "half", "right": "half"}


def test_places_off_the_common_way_wait_for_their_own_five():
    for number in range(5):
        detour = [("alley", ["alley", "shop"])] if number == 0 else []
        count_way(CASE, [("left", HERE), *detour])
    assert what_others_chose(CASE, [HERE, ["alley", "shop"]]) == {"left": "most", "right": "few"}


def test_a_way_that_came_by_twice_counts_there_once_by_its_last_choice():
    count_way(CASE, [("left", HERE), ("right", HERE)])
    counted = dict(ChoiceTally.objects.values_list("choice_key", "counted"))
    assert counted == {"left": 0, "right": 1}


def test_the_debrief_tells_of_others_and_counts_oneself_for_the_next(make_player):
    for _ in range(5):
        person = make_player()
        html = person.finish(person.walk("gate/a", "room/a")).content.decode()
        assert "Most people here chose this." not in html
    sixth = make_player()
    html = sixth.finish(sixth.walk("gate/b", "yard/b")).content.decode()
    assert "Most people here chose this." in html
    assert "Few people here chose this, or nobody." in html


def test_the_table_of_counts_knows_no_person():
    fields = {field.name for field in ChoiceTally._meta.get_fields()}
    assert fields == {"id", "case_key", "choice_key", "counted", "told"}
