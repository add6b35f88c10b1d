"""No two modules of the house know each other, not even through others or inside functions."""

from graphlib import CycleError, TopologicalSorter

import grimp

FLOORS = ("lms", "casestudies", "assessments", "courses", "media")


def test_imports_run_in_no_circle():
    graph = grimp.build_graph(*FLOORS)
    known = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise AssertionError(f"These import each other: {circle}") from error
