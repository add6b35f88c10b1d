"""The kinds of activity that this site knows, and what floors above offer beside a course."""

from collections.abc import Callable

from courses.activities.contract import ActivityKind, CourseMoment

_kinds: dict[str, ActivityKind] = {}
_offers: dict[str, Callable[[CourseMoment], str]] = {}


class UnknownKind(LookupError):
    """No kind of activity is registered under this slug."""


def register(kind: ActivityKind) -> None:
    """Make a kind known; called once from its app's ``ready``. A second kind of one slug replaces it."""
    _kinds[kind.slug] = kind


def kind_of(slug: str) -> ActivityKind:
    """Return the kind registered under ``slug``. Raises UnknownKind."""
    try:
        return _kinds[slug]
    except KeyError as error:
        raise UnknownKind(slug) from error


def offer_beside(name: str, fragment: Callable[[CourseMoment], str]) -> None:
    """Let a floor above show something on a learner's course page; a second one of a name replaces it."""
    _offers[name] = fragment


def offers_beside(moment: CourseMoment) -> list[str]:
    """Return the fragments of HTML to show on a learner's course page now."""
    return [html for html in (fragment(moment) for fragment in _offers.values()) if html]


def kind_choices() -> list[tuple[str, str]]:
    """Return (slug, name) of every kind, for forms, ordered by name."""
    return sorted(((kind.slug, kind.name) for kind in _kinds.values()), key=lambda pair: str(pair[1]))
