"""Rows that are only added: what was earned, by which rule, and what was seen."""

from typing import ClassVar

from django.db import models


class AppendOnly(TypeError):
    """Somebody tried to rewrite or remove what was written once."""


class KeptQuerySet(models.QuerySet):
    """Rows that are neither changed nor deleted by a query."""

    def update(self, **values) -> int:
        """Change what the model lets change. Raises AppendOnly for anything else."""
        if not self.model.CHANGEABLE.issuperset(values):
            raise AppendOnly(f"{self.model.__name__} rows stay as they were written.")
        return super().update(**values)

    def delete(self):
        """Raise AppendOnly. Rows go only with what they belong to."""
        raise AppendOnly(f"{self.model.__name__} rows are not deleted.")


class Kept(models.Model):
    """The base of tables whose rows are only added."""

    # no personal data
    CHANGEABLE: ClassVar[frozenset[str]] = frozenset()

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Write a new row, or the part of one that may change. Raises AppendOnly for the rest."""
        if not self._state.adding and not self.CHANGEABLE.issuperset(kwargs.get("update_fields") or [""]):
            raise AppendOnly(f"{type(self).__name__} rows stay as they were written.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raise AppendOnly. Rows go only with what they belong to."""
        raise AppendOnly(f"{type(self).__name__} rows are not deleted.")
