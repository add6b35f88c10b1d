"""Case studies and cases to play, as the search of the whole site finds them."""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from casestudies.models import Case
from casestudies.queries import cases_in
from casestudies.studies.queries import shelf_of
from casestudies.studies.shelf import Study
from courses.api import Findable


def findables(version: int, language: str) -> list[Findable]:
    """Return every published case study and case to play in a language of the site."""
    studies = shelf_of(version, language).studies.values()
    with override(language):
        return [*map(_study, studies), *map(_case, cases_in(language))]


def _study(study: Study) -> Findable:
    own_names = dict(settings.LANGUAGES)
    return Findable(
        key=study.key,
        title=study.title,
        language=study.language,
        url=reverse("study", args=[study.slug]),
        kind=_("Case study"),
        words=partial(getattr, study, "told"),
        minutes=study.minutes,
        professions=study.professions,
        languages=tuple((code, own_names[code]) for code in study.languages),
    )


def _case(case: Case) -> Findable:
    """Give a case by how it begins: what a choice leads to is found by making it."""
    return Findable(
        key=case.translation_key,
        title=case.title,
        language=case.locale.language_code,
        url=reverse("case", args=[case.code]),
        kind=_("Case to play"),
        words=partial(getattr, case, "opening"),
    )
