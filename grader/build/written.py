"""Answers in prose, which a person marks: the format of their cells, the model answer and the rubric in them.

A rubric stands in the solution, after a line of its own, and its points add up to the cell's:

    ### BEGIN SOLUTION
    The bound holds for any order of the examples, because …
    ### RUBRIC
    - 1 point: says that the order is free.
    - 2 points: names the step of the proof that shows it.
    ### END SOLUTION
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from course import exercises
from course.errors import UnknownExerciseError
from grader.build.cells import ANSWER_SUFFIX, grade_id, role

RUBRIC = "### RUBRIC"
POINTS = re.compile(r"- (\d+(?:\.\d+)?) points?: \S.*")
REGION = re.compile(r"^### BEGIN SOLUTION\s*\n(.*)^### END SOLUTION", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Model:
    """What the author wrote for whoever marks: an answer worth all points, and what each point is for."""

    answer: str
    rubric: str


def models(source: NotebookNode) -> dict[str, Model]:
    """The model answer and rubric of each question in prose, from a source notebook; empty if it is a release."""
    found = {}
    for cell in source.cells:
        if role(cell) == "manual" and (region := REGION.search(cell.source)):
            answer, _, rubric = region[1].partition(RUBRIC)
            found[str(grade_id(cell))] = Model(answer.strip(), rubric.strip())
    return found


def by_hand(release: NotebookNode) -> dict[str, float]:
    """The questions that a person marks, and their points, in order."""
    return {
        str(grade_id(cell)): float(cell.metadata["nbgrader"]["points"])
        for cell in release.cells
        if role(cell) == "manual"
    }


def written_problems(cell: NotebookNode) -> Iterator[str]:
    """What is wrong with the cell of a question in prose."""
    name, points = grade_id(cell) or "", float(cell.metadata.nbgrader.get("points", 0))
    if cell.cell_type != "markdown":
        yield "expected a cell that is both graded and a solution to be [markdown]: a person reads it"
    if name.endswith(ANSWER_SUFFIX):
        yield f"expected a grade_id without {ANSWER_SUFFIX!r}: the cell is the question and its answer in one"
    if _is_exercise(name):
        yield f"expected a grade_id of its own, got that of the exercise {name!r}"
    if not points > 0:
        yield f"expected more than 0 points, got {points:g}"
    region = REGION.search(cell.source)
    lines = region[1].splitlines() if region else []
    if lines.count(RUBRIC) != 1:
        yield f"expected one line {RUBRIC!r} in the solution: a rubric says what each point is for"
        return
    place = lines.index(RUBRIC)
    if not "".join(lines[:place]).strip():
        yield f"expected a model answer above {RUBRIC!r}"
    given = [float(found[1]) for line in lines[place:] if (found := POINTS.fullmatch(line.rstrip()))]
    if sum(given) != points:
        yield f"expected lines '- N points: …' that add up to {points:g}, got {sum(given):g}"


def _is_exercise(name: str) -> bool:
    try:
        exercises.find(name)
    except UnknownExerciseError:
        return False
    return True
