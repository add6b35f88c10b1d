"""Keys of what a package holds: one id gives one key, in every language and on every site."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("6b1c2f0e-6a55-4d0e-9a53-8c3a5f1d7e42")


def key_of(kind: str, code: str) -> UUID:
    """Return the key of a thing of one kind ("lesson", "question", "fact", ...) by its id in packages."""
    return uuid5(_NAMESPACE, f"{kind}/{code}")


def own_key(kind: str, code: str, data: dict, name: str = "key") -> UUID:
    """Return the key that ``data`` brings along under ``name``, else the one that follows from the id.

    What was made in the CMS has a key of its own, and its file says so. Raises ValueError where what
    stands there is no key.
    """
    return UUID(str(data[name])) if data.get(name) else key_of(kind, code)


def said_key(kind: str, code: str, key: UUID | str | None, name: str = "key") -> dict[str, str]:
    """Return what a file says of a key: nothing, where it follows from the id."""
    return {} if key is None or str(key) == str(key_of(kind, code)) else {name: str(key)}
