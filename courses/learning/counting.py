"""Says that people of a region have to be counted anew, to whoever keeps totals."""

from collections.abc import Iterable

from django.dispatch import Signal

from courses.learning.models import Enrolment

# Sent inside the transaction that changes what totals are made of. ``regions`` are ids, None for people who
# have stated no region of work.
counts_changed = Signal()


def say_counts_changed(*regions: int | None) -> None:
    """Tell that totals of these regions hold no more; several times the same is told once."""
    counts_changed.send(sender=None, regions=_each_once(regions))


# Region id (0 where none is stated) and when somebody there finished a course last, since the moment that is
# its one parameter. To be asked inside another statement. Finishing tells nobody: it is a learner's last
# step, and costs no query more than the others.
COMPLETED_SINCE = f"""
    SELECT COALESCE(region_id, 0) AS place, MAX(completed_at) AS at
    FROM {Enrolment._meta.db_table} WHERE completed_at >= %s GROUP BY 1
"""  # noqa: S608  (names of tables, nothing that anybody sends)


def _each_once(regions: Iterable[int | None]) -> list[int | None]:
    return list(dict.fromkeys(regions))
