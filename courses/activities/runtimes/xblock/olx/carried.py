"""What a file of OLX carries: exercises, and what was left out of them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

# What an exercise has and a block has not stands in attributes of our own, which other platforms pass over.
OURS = "urn:hamroh:exercise"
SEVERAL = "vertical"
NAME, FAMILY, TITLE = "url_name", "xblock-family", "display_name"


def our(name: str) -> str:
    """Return the full name of an attribute of ours."""
    return f"{{{OURS}}}{name}"


@dataclass(frozen=True)
class Carried:
    """One exercise in a file."""

    code: str
    title: str
    tree: dict[str, Any]
    minutes: Decimal = Decimal(3)
    twin: str = ""
    is_sensitive: bool = False


@dataclass(frozen=True)
class LeftOut:
    """Something in a file that a block has no field for."""

    line: int
    block: str
    name: str


@dataclass
class Cargo:
    """Everything in a file."""

    exercises: list[Carried] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
