"""When a worksheet can be used: it asks for something, and it fits on one page. Pure: no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

# A4 at the size of our print, less title and opening, in lines to write on. A prompt's own words take two.
SHEET_LINES = 36
PROMPT_LINES = 2


@dataclass(frozen=True)
class Prompt:
    """One thing to write down; ``lines`` is how many lines it gets on paper."""

    key: str
    label: str
    hint: str = ""
    lines: int = 3


def problems(prompts: Sequence[Prompt]) -> list[str]:
    """Return what keeps a worksheet from being published: "no prompts" or "too long"."""
    if not prompts:
        return ["no prompts"]
    taken = sum(prompt.lines + PROMPT_LINES for prompt in prompts)
    return ["too long"] if taken > SHEET_LINES else []
