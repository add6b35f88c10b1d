"""The kinds of activity that this site knows."""

from courses.activities.contract import ActivityKind

_kinds: dict[str, ActivityKind] = {}


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


def kind_choices() -> list[tuple[str, str]]:
    """Return (slug, name) of every kind, for forms, ordered by name."""
    return sorted(((kind.slug, kind.name) for kind in _kinds.values()), key=lambda pair: str(pair[1]))
