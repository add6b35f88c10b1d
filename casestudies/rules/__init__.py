"""What holds for a case whoever plays or writes it: its graph, the way through it, its map. No Django."""

from casestudies.rules.checking import Flaw, doubts, problems
from casestudies.rules.graph import Choice, Ending, Graph, TurningPoint, read_scores
from casestudies.rules.mapping import Map, MapLine, MapStop, map_of
from casestudies.rules.sharing import FEWEST_PEOPLE, moves_now, shares
from casestudies.rules.walking import LONGEST_WAY, Walk, WayForeign, WayTooLong, as_far_as, score, walk

__all__ = [
    "FEWEST_PEOPLE",
    "LONGEST_WAY",
    "Choice",
    "Ending",
    "Flaw",
    "Graph",
    "Map",
    "MapLine",
    "MapStop",
    "TurningPoint",
    "Walk",
    "WayForeign",
    "WayTooLong",
    "as_far_as",
    "doubts",
    "map_of",
    "moves_now",
    "problems",
    "read_scores",
    "score",
    "shares",
    "walk",
]
