"""In which order the libraries of a package load: each after those it stands on."""

from collections.abc import Iterable, Mapping

from courses.activities.runtimes.h5p.rules.manifests import LibraryName


def load_order(
    wanted: Iterable[LibraryName], known: Mapping[LibraryName, Iterable[LibraryName]]
) -> tuple[list[LibraryName], list[LibraryName]]:
    """Return the libraries to load, in order, and those that are missing, by name.

    ``known`` gives what each library stands on. Two libraries that stand on each other load in the order
    in which they are met.
    """
    ordered: dict[LibraryName, None] = {}
    missing: set[LibraryName] = set()
    begun: set[LibraryName] = set()
    # Not recursive: a package decides how deep its libraries stand on each other.
    waiting = [(name, False) for name in reversed(list(wanted))]
    while waiting:
        name, is_met = waiting.pop()
        if is_met:
            ordered.setdefault(name)
        elif name not in known:
            missing.add(name)
        elif name not in begun:
            begun.add(name)
            waiting.append((name, True))
            waiting.extend((each, False) for each in reversed(list(known[name])))
    return list(ordered), sorted(missing)
