"""Makes many invented learners of some: their rows again, for other people, inside the database."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max, Min

from lms.accounts.api import NotADemo

# How a database draws what must not stand twice.
_DRAWN = {
    "postgresql": {"uuid": "gen_random_uuid()", "letters": "upper(substr(md5(random()::text), 1, 16))"},
    "sqlite": {"uuid": "lower(hex(randomblob(16)))", "letters": "hex(randomblob(8))"},
}


class Multiplier:
    """Copies the rows of one set of learners, table by table, with keys of their own.

    ``tables`` are models in the order in which they point to each other, the account first; ``owner`` names
    the foreign key by which each belongs to a learner. Raises NotADemo.
    """

    def __init__(self, tables: Mapping[type[models.Model], str], learner_ids: Iterable[int]) -> None:
        if not settings.DEMO:
            raise NotADemo("Invented learners are not multiplied outside demo mode.")
        self.tables, self.ids = tables, list(learner_ids)
        self.drawn = _DRAWN[connection.vendor]
        self.bounds = {table: self._bounds(table) for table in tables}

    def _bounds(self, table: type[models.Model]) -> tuple[int, int]:
        own = table._default_manager.filter(**{f"{self.tables[table]}__in": self.ids})
        found = own.aggregate(first=Min("pk"), last=Max("pk"))
        return found["first"] or 0, found["last"] or 0

    def copy(self, times: int) -> None:
        """Write everything once more for ``times`` other sets of learners, behind all rows there are."""
        steps = {table: (last - first + 1) for table, (first, last) in self.bounds.items()}
        shifts = {table: self._behind(table) for table in self.tables}
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(self._statement(table, shifts, steps), [times, *self.bounds[table]])
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.tables)):
                cursor.execute(statement)

    def _behind(self, table: type[models.Model]) -> int:
        """Return by how much a key moves so that the first copy begins behind the last row."""
        highest = table._default_manager.aggregate(last=Max("pk"))["last"] or 0
        return highest - self.bounds[table][0] + 1

    def _statement(self, table: type[models.Model], shifts: Mapping, steps: Mapping) -> str:
        name, quote = table._meta.db_table, connection.ops.quote_name
        fields = table._meta.local_concrete_fields
        columns = ", ".join(quote(field.column) for field in fields)
        values = ", ".join(self._value(field, shifts, steps) for field in fields)
        return (
            # Names of tables and columns, and numbers; nothing that anybody sends.
            f"WITH RECURSIVE turn(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM turn WHERE n + 1 < %s) "  # noqa: S608
            f"INSERT INTO {quote(name)} ({columns}) SELECT {values} FROM {quote(name)} own CROSS JOIN turn "
            f"WHERE own.{quote(table._meta.pk.column)} BETWEEN %s AND %s"
        )

    def _value(self, field: models.Field, shifts: Mapping, steps: Mapping) -> str:
        column = f"own.{connection.ops.quote_name(field.column)}"
        target = field.model if field.primary_key else field.related_model
        if target in shifts:
            return f"{column} + {shifts[target]} + n * {steps[target]}"
        if isinstance(field, models.UUIDField) and field.unique:
            return self.drawn["uuid"]
        if isinstance(field, models.EmailField):
            own_id = f"own.id + {shifts[field.model]} + n * {steps[field.model]}"
            return f"'generated-' || ({own_id}) || '-copy@invented.example'"
        return self.drawn["letters"] if field.unique else column
