"""Rows that have a code of their own in each language: the database keeps it, this says so in time."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale


class OwnCode:
    """Mixin of models whose constraint is one ``code`` for each ``locale``.

    The editors of the CMS leave the language out of their forms, and with it the check of the
    constraint: without this a code that is taken would be an error of the database.
    """

    def clean(self) -> None:
        """Refuse a code that another row of the language has. Raises ValidationError."""
        super().clean()
        locale_id = self.locale_id or Locale.get_default().pk
        others = type(self).objects.filter(code=self.code, locale_id=locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"code": _("This code is taken. Choose one that is free.")})
