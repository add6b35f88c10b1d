"""How facts are found and named in the editors: by code and by words, among many hundreds."""

from functools import reduce
from operator import or_

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, LocaleFilterMixin
from wagtail.models import Locale
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from courses.evidence.queries import country_names
from courses.models import Fact


def country_choices() -> list[tuple[str, str]]:
    """Return what a fact may be about: a country, or all of them together."""
    return [("", "—"), *country_names(get_language() or settings.LANGUAGE_CODE)]


class CodesOfFacts(forms.Textarea):
    """Facts typed by their codes, with commas in between; a list of many hundreds helps nobody to choose."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": 2, **(attrs or {})})

    def format_value(self, value) -> str:
        """Show the codes of the chosen facts, and what was typed and is no code as it was typed."""
        if not isinstance(value, list | tuple):
            return super().format_value(value)
        codes = {
            str(pk): code for pk, code in Fact.objects.filter(pk__in=_ids(value)).values_list("pk", "code")
        }
        return ", ".join(codes.get(str(one), str(one)) for one in value)

    def value_from_datadict(self, data, files, name) -> list[str]:
        """Return the ids of the facts typed; what is no code comes back as it is and is refused."""
        typed = [code.strip() for code in (data.get(name) or "").split(",") if code.strip()]
        found = Fact.objects.filter(code__in=typed, locale=Locale.get_default())
        ids = {code: str(pk) for code, pk in found.values_list("code", "pk")}
        return [ids.get(code, code) for code in typed]


def _ids(values) -> list[str]:
    return [str(value) for value in values if str(value).isdigit()]


class EvidenceSearch(LocaleFilterMixin, BaseFilterForm):
    """Finds facts or disagreements by their code or by any of their words."""

    q = forms.CharField(label=_("Search term"), required=False)
    # Of both models: whichever of these a row has is looked through.
    _SAID = ("code", "statement", "value_text", "title", "explanation", "show")

    def filter(self, objects):
        """Return the rows that hold every word."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        fields = [field.name for field in objects.model._meta.get_fields() if field.name in self._SAID]
        for word in self.search_query.split():
            holding = (Q(**{f"{name}__icontains": word}) for name in fields)
            objects = objects.filter(reduce(or_, holding))
        return objects


class _Choose(ChooseView):
    filter_form_class = EvidenceSearch
    # What an author has just written stands first.
    ordering = ["-pk"]


class _ChooseResults(ChooseResultsView):
    filter_form_class = EvidenceSearch
    ordering = ["-pk"]


class EvidenceChooser(SnippetChooserViewSet):
    """The window in which an author picks a fact or a disagreement."""

    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
