"""Which case studies fit what a reader chose, and how many each further choice would leave."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from django.http import QueryDict
from django.utils.http import urlencode

from casestudies.studies.codes import PRACTICES, TOPICS
from casestudies.studies.queries import Shelf
from casestudies.studies.shelf import Study
from courses.api import fold

LONGEST_QUESTION = 200
_LONGEST_CODE = 60
# What each choice is compared with in a study.
_LISTS = {"country": "countries", "topic": "topics", "profession": "professions", "practice": "practices"}


@dataclass(frozen=True)
class Choice:
    """What a reader chose, by code, and words that must stand in the text; "" is anything."""

    country: str = ""
    topic: str = ""
    profession: str = ""
    practice: str = ""
    q: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> "Choice":
        """Read the form; whatever it may not hold finds nothing and harms nothing."""
        codes = {name: sent.get(name, "")[:_LONGEST_CODE] for name in _LISTS}
        return cls(**codes, q=sent.get("q", "").strip()[:LONGEST_QUESTION])

    @property
    def chosen(self) -> list[str]:
        """The names of what was chosen."""
        return [field.name for field in fields(self) if getattr(self, field.name)]

    def with_(self, name: str, value: str) -> "Choice":
        """Return the choice with one thing set, or let go with ""."""
        return replace(self, **{name: value})

    @property
    def query(self) -> str:
        """The part of an address that asks for this."""
        return f"?{urlencode({name: getattr(self, name) for name in self.chosen})}"

    def fits(self, study: Study) -> bool:
        """Return whether a study has everything that was chosen."""
        sorted_so = all(
            not getattr(self, name) or getattr(self, name) in getattr(study, within)
            for name, within in _LISTS.items()
        )
        words = fold(self.q, study.language).split()
        return sorted_so and all(f" {word}" in study.folded for word in words)


@dataclass(frozen=True)
class Option:
    """Something to choose; ``left`` is how many studies it would leave beside all other choices."""

    code: str
    name: str
    left: int
    is_chosen: bool
    query: str


def names_of(shelf: Shelf) -> dict[str, dict[str, str]]:
    """Return what can be chosen, by code, in the reader's language."""
    return {
        "country": shelf.countries,
        "topic": {code: str(name) for code, name in TOPICS},
        "profession": shelf.professions,
        "practice": {code: str(name) for code, name in PRACTICES},
    }


def options_of(shelf: Shelf, choice: Choice) -> dict[str, list[Option]]:
    """Return by name of each choice what there is to choose, with what it would leave."""
    names = names_of(shelf)
    return {name: _options(name, names[name], shelf.studies.values(), choice) for name in names}


def _options(name: str, names: dict[str, str], studies: Iterable[Study], choice: Choice) -> list[Option]:
    rest = choice.with_(name, "")
    fitting = [study for study in studies if rest.fits(study)]
    used = {code for study in studies for code in getattr(study, _LISTS[name])}
    return [
        Option(
            code=code,
            name=label,
            left=sum(code in getattr(study, _LISTS[name]) for study in fitting),
            is_chosen=getattr(choice, name) == code,
            query=choice.with_(name, "" if getattr(choice, name) == code else code).query,
        )
        for code, label in names.items()
        # A tile for every country, also one without a study; of the others what leads somewhere.
        if name == "country" or code in used
    ]
