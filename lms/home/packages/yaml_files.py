"""Reads YAML files quickly, and says where one cannot be read."""

from pathlib import Path

import yaml

from lms.home.packages.lesson_text import YAML_LOADER, PackageError


def read_yaml(path: Path):
    """Return a YAML file's content. Raises PackageError with the file's name and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=YAML_LOADER)  # noqa: S506  (a safe one)
    except yaml.YAMLError as error:
        raise PackageError(f"{path.name}: {error}") from error
