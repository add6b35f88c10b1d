"""Reads YAML files quickly, says where one cannot be read, and writes YAML in one canonical form."""

from pathlib import Path
from typing import Any

import yaml

from lms.home.packages.lesson_text import YAML_LOADER, PackageError


def read_yaml(path: Path):
    """Return a YAML file's content. Raises PackageError with the file's name and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=YAML_LOADER)  # noqa: S506  (a safe one)
    except yaml.YAMLError as error:
        raise PackageError(f"{path.name}: {error}") from error


WIDTH = 110


class InLine(list):
    """A list written on one line."""


class InLineMap(dict):
    """A mapping written on one line."""


class _Canonical(yaml.SafeDumper):
    """Writes everything in one form; the same thing twice is written twice."""

    def ignore_aliases(self, data) -> bool:
        """Write no anchors: a reader has to find every value where it stands."""
        return True


_Canonical.add_representer(
    InLine, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)
_Canonical.add_representer(
    InLineMap,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True),
)


def canonical_yaml(data: Any) -> str:
    """Return data as YAML: keys in the order they have, lines of 110 characters, every letter as it is."""
    return yaml.dump(data, Dumper=_Canonical, allow_unicode=True, sort_keys=False, width=WIDTH)
