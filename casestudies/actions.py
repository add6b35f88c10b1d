"""Counts the choices of somebody who has finished a case for the first time."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from casestudies import rules
from casestudies.discussion.actions import forget_contributions as forget_contributions
from casestudies.models import ChoiceTally


@transaction.atomic
def count_way(case_key: UUID, steps: Sequence[tuple[str, list[str]]]) -> None:
    """Count the choices of one way; nothing about whose way it was is written.

    ``steps`` gives each choice taken with all choices of its turning point. What is told of a turning
    point moves only when another five people have passed it.
    """
    # A way that came by a turning point twice counts there once, by the last choice.
    taken = {tuple(sorted(offered)): chosen for chosen, offered in steps}
    rows = [ChoiceTally(case_key=case_key, choice_key=key) for offered in taken for key in offered]
    ChoiceTally.objects.bulk_create(rows, ignore_conflicts=True)
    kept = ChoiceTally.objects.select_for_update().filter(case_key=case_key).order_by("pk")
    tallies = {tally.choice_key: tally for tally in kept}
    changed = []
    for offered, chosen in taken.items():
        here = [tallies[key] for key in offered]
        tallies[chosen].counted += 1
        if rules.moves_now(sum(tally.counted for tally in here)):
            for tally in here:
                tally.told = tally.counted
        changed += here
    ChoiceTally.objects.bulk_update(changed, ["counted", "told"])
