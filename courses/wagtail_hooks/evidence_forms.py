"""How facts are found and named in the editors: by code and by words, among many hundreds."""

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


class FactSearch(LocaleFilterMixin, BaseFilterForm):
    """Finds facts for a lesson by their code or by any of their words."""

    q = forms.CharField(label=_("Search term"), required=False)

    def filter(self, objects):
        """Return the facts that hold every word."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            objects = objects.filter(
                Q(code__icontains=word) | Q(statement__icontains=word) | Q(value_text__icontains=word)
            )
        return objects


class _Choose(ChooseView):
    filter_form_class = FactSearch


class _ChooseResults(ChooseResultsView):
    filter_form_class = FactSearch


class FactChooser(SnippetChooserViewSet):
    """The window in which a lesson's author picks a fact."""

    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
