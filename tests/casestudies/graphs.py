"""Small cases for tests of the rules."""

from casestudies.rules import Choice, Ending, Graph, TurningPoint


def point(name: str, *targets: str, **fields) -> TurningPoint:
    """A turning point with one choice per target; a target "x!" could do harm."""
    choices = tuple(
        Choice(
            key=f"{name}-{number}",
            text=f"Choice {number} at {name}",
            goes_to=target.removesuffix("!"),
            consequence="Something happens.",
            comment="A colleague says why.",
            affects="the child",
            harm="It may harm." if target.endswith("!") else "",
            scores={"do-no-harm": 0.0 if target.endswith("!") else 1.0},
        )
        for number, target in enumerate(targets, 1)
    )
    return TurningPoint(name=name, text=f"At {name}.", choices=choices, **fields)


def graph(*points: TurningPoint, endings: str = "good fair") -> Graph:
    """A case of these turning points with endings of these names."""
    made = tuple(Ending(name=name, text=f"It ends {name}.", holds="Something.") for name in endings.split())
    return Graph(points=points, endings=made)


SOUND = graph(point("gate", "room", "yard!"), point("room", "good", "gate"), point("yard", "room", "fair"))
