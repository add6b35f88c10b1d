"""What an award rests on in the moment it is written; the database itself asks whether it still holds."""

from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from lms.certificates.models import Award, ClosedPlace, IssuerBlock
from lms.certificates.queries import issuer_block
from lms.certificates.rules.status import PLACES

_CLOSED, _BLOCK = ClosedPlace._meta.db_table, IssuerBlock._meta.db_table
# Written out: Django takes no subquery of its own making into an INSERT.
_PLACE = "CASE WHEN {other_block} OR EXISTS ({closed}) THEN %s ELSE %s END"
_IS_CLOSED = f"SELECT 1 FROM {_CLOSED} WHERE status_list = %s AND status_place = %s"  # noqa: S608
_IS_THERE = f"EXISTS (SELECT 1 FROM {_BLOCK})"  # noqa: S608
# By its moment too: a demo that is put back to its beginning gives numbers out again.
_IS_OTHER = f"""NOT EXISTS (
    SELECT 1 FROM {_BLOCK} WHERE id = %s AND made_at = %s AND id = (SELECT MAX(id) FROM {_BLOCK})
)"""  # noqa: S608  (names of tables, nothing that anybody sends)

# The issuer block that this process saw last; empty before it looked.
_seen: list[IssuerBlock | None] = []


def remembered_block() -> IssuerBlock | None:
    """The issuer block in force, as far as this process knows; None before the first. Seldom a query.

    Whoever signs by it writes ``place_while_it_holds``, or the block may be an earlier one.
    """
    return _seen[0] if _seen else newest_block()


def newest_block() -> IssuerBlock | None:
    """The issuer block in force, read anew and remembered; None before the first. One query."""
    block = issuer_block()
    _seen[:] = [block]
    return block


def place_while_it_holds(award: Award) -> RawSQL:
    """The award's place in the status list, for its INSERT.

    A place that no list has, and so IntegrityError, where the award's own is closed, or where the issuer
    block it was signed by is not the one in force.
    """
    other_block, block = _other_block(award.issuer_block)
    sql = _PLACE.format(other_block=other_block, closed=_IS_CLOSED)
    values = [*block, award.status_list, award.status_place, PLACES, award.status_place]
    return RawSQL(sql, values)  # noqa: S611  (names of tables, nothing that anybody sends)


def _other_block(block: IssuerBlock | None) -> tuple[str, list[Any]]:
    if block is None:
        return _IS_THERE, []
    made_at = IssuerBlock._meta.get_field("made_at").get_db_prep_value(block.made_at, connection)
    return _IS_OTHER, [block.pk, made_at]
