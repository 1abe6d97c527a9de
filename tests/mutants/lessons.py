"""The lessons' subjects: each gradient exercise with the reference that stands in its answer cell.

The cells are run as the judge runs them: setup cells and answers, in the notebook's order, and nothing else.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
import numpy as np
from nbformat import NotebookNode

from course.exercises import catalogue
from course.exercises.spec import GradientExercise
from grader.build.cells import question, role
from tests.mutants.subject import Subject, functions_in

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


@cache
def subjects() -> tuple[Subject, ...]:
    """Every gradient exercise of the catalogue whose answer stands in a solution, in the order of the lessons."""
    exercises = {name: each for name, each in catalogue().items() if isinstance(each, GradientExercise)}
    found: list[Subject] = []
    for folder in sorted({exercise.lesson for exercise in exercises.values()}):
        for path in sorted(SOLUTIONS.joinpath(folder).glob("*.py")):
            found += _of_lesson(path, exercises)
    return tuple(found)


def _of_lesson(path: Path, exercises: dict[str, GradientExercise]) -> list[Subject]:
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    cells = [cell for cell in notebook.cells if role(cell) in ("setup", "answer")]
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with np.printoptions():  # a lesson sets how it prints numbers; that is not to outlive it
        for cell in cells:
            exec(compile(cell.source, f"<{path.stem}>", "exec"), namespace)
    answers = {question(cell): cell for cell in cells if role(cell) == "answer"}
    return [_subject(exercises[name], answers[name], namespace) for name in answers if name in exercises]


def _subject(exercise: GradientExercise, cell: NotebookNode, namespace: dict[str, Any]) -> Subject:
    definitions = tuple(node for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef))
    functions = functions_in(definitions, tuple(node.name for node in definitions))
    return Subject(exercise, definitions, functions, namespace, lambda made: made[exercise.id])
