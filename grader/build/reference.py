"""The reference earns every point: run the source as it is and read the check cells."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from grader.build.cells import question, role
from grader.build.errors import BuildError
from grader.build.execute import execute
from grader.build.source import lesson_of


def earned(executed: NotebookNode) -> dict[str, float | None]:
    """Points by question, as the check cells of an executed notebook show them; None where none is shown.

    A check cell's result has as its ``text/plain`` the bare number, which nbgrader reads as well.
    """
    return {question(cell): _points(cell) for cell in executed.cells if role(cell) == "check"}


def prove_reference(source: NotebookNode, keys: Path | None = None) -> float:
    """Run a source notebook; return the points that its own solutions earn, which are all there are.

    ``keys`` is the lesson's key file: without it a multiple choice is noted, and earns nothing.

    Raises
    ------
    BuildError
        If a question does not get full points (each is named), or the source does not run to its end.
    """
    executed = execute(source, keys=keys)
    points = earned(executed)
    full = {question(cell): float(cell.metadata.nbgrader.points) for cell in source.cells if role(cell) == "check"}
    short = [name for name in full if points[name] != full[name]]
    if short:
        raise BuildError(
            "\n".join(
                f"{lesson_of(source)}: expected the reference of {name!r} to earn {full[name]:g} points, "
                f"its check shows {points[name]}. Try: run the source and read the card"
                for name in short
            )
        )
    return sum(full.values())


def refuse_gifts(lesson: NotebookNode) -> None:
    """See that a lesson as it is given out, and executed, earns nothing.

    Raises
    ------
    BuildError
        If a check shows points: a planted bug may get some parts right.
    """
    gifts = {name: points for name, points in earned(lesson).items() if points != 0}
    if gifts:
        raise BuildError(
            "\n".join(
                f"{lesson_of(lesson)}: expected {name!r} to earn 0 points as it is given out, its check shows "
                f"{points}. Try: all_or_nothing=True in its spec"
                for name, points in gifts.items()
            )
        )


def _points(cell: NotebookNode) -> float | None:
    for output in cell.outputs:
        if output.output_type == "execute_result":
            try:
                return float(output.data.get("text/plain", ""))
            except ValueError:
                return None
    return None
