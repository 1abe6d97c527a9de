"""The lessons' solutions: what stands in each answer cell, and of the gradient exercises the subjects for mutants.

The cells are run as the judge runs them: setup cells and answers, in the notebook's order, and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
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

Namespace = dict[str, Any]
SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


@cache
def subjects() -> tuple[Subject, ...]:
    """Every gradient exercise of the catalogue whose answer stands in a solution, in the order of the lessons."""
    return tuple(
        _subject(exercise, *_solutions()[name])
        for name, exercise in catalogue().items()
        if isinstance(exercise, GradientExercise) and name in _solutions()
    )


@cache
def answers() -> dict[str, Callable[..., Any]]:
    """The function, by exercise, that a solution defines."""
    return {name: namespace[name] for name, (_, namespace) in _solutions().items()}


@cache
def _solutions() -> dict[str, tuple[NotebookNode, Namespace]]:
    """Each answer cell by its exercise, with the names of its lesson when all answers have run."""
    folders = dict.fromkeys(exercise.lesson for exercise in catalogue().values())
    paths = [path for folder in folders for path in sorted(SOLUTIONS.joinpath(folder).glob("*.py"))]
    return {name: found for path in paths for name, found in _of_lesson(path).items()}


def _of_lesson(path: Path) -> dict[str, tuple[NotebookNode, Namespace]]:
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    cells = [cell for cell in notebook.cells if role(cell) in ("setup", "answer")]
    namespace: Namespace = {"__name__": "__main__"}
    with np.printoptions():  # a lesson sets how it prints numbers; that is not to outlive it
        for cell in cells:
            exec(compile(cell.source, f"<{path.stem}>", "exec"), namespace)
    return {question(cell): (cell, namespace) for cell in cells if role(cell) == "answer"}


def _subject(exercise: GradientExercise, cell: NotebookNode, namespace: Namespace) -> Subject:
    definitions = tuple(node for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef))
    functions = functions_in(definitions, tuple(node.name for node in definitions))
    return Subject(exercise, definitions, functions, namespace, lambda made: made[exercise.id])
