"""Two windows at the same moment: a case is finished, and counted, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from casestudies.models import ChoiceTally


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_finish_at_the_same_moment_count_once(make_player):
    player = make_player()
    html = player.walk("gate/a", "room/a")

    def finish(_number: int) -> int:
        try:
            return player.finish(html, htmx=True).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        assert set(threads.map(finish, range(4))) == {200}
    assert ChoiceTally.objects.get(choice_key=player.choice("gate", "a")).counted == 1
    assert player.outcomes.filter(completed=True).count() >= 1
