"""Keys of what a package holds: one id gives one key, in every language and on every site."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("6b1c2f0e-6a55-4d0e-9a53-8c3a5f1d7e42")


def key_of(kind: str, code: str) -> UUID:
    """Return the key of a thing of one kind ("lesson", "question", "fact", ...) by its id in packages."""
    return uuid5(_NAMESPACE, f"{kind}/{code}")
