from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell

from grader.build.answers import answer_problems, marker_problems

META = {"nbgrader": {"grade": False, "solution": True, "grade_id": "twice_code", "locked": False}}
BEGIN, END = "    ### BEGIN SOLUTION", "    ### END SOLUTION"


def cell(*lines: str) -> object:
    return new_code_cell("\n".join(lines), metadata=META)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("x = 1",), "expected a solution between"),
        ((BEGIN,), "got the end of the cell"),
        ((END,), "expected '### BEGIN SOLUTION' before '### END SOLUTION'"),
        ((BEGIN, BEGIN, END), "solutions do not nest"),
        (("    # BEGIN SOLUTION", END), "alone on its line"),
        ((BEGIN, "1", END, END), "expected '### BEGIN SOLUTION' before"),
    ],
)
def test_markers(lines: tuple[str, ...], expected: str) -> None:
    """Is each slip with the markers named?"""
    assert any(expected in problem for problem in marker_problems(cell(*lines)))


def test_several_regions() -> None:
    """May a cell hold two solutions, one after the other?"""
    assert list(marker_problems(cell(BEGIN, "1", END, "2", BEGIN, "3", END))) == []


DEFINITION = 'def twice(number):\n    """Twice."""\n    return 2 * number'


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def twice(number:", "expected Python"),
        ("def other(number):\n    return 1", "expected one function 'twice'"),
        (DEFINITION + "\n\ndef helper():\n    return 1", "helpers above it"),
        (DEFINITION + "\n\n" + DEFINITION, "expected one function 'twice'"),
        ("import numpy as np\n" + DEFINITION, "imports belong in a setup cell"),
        (DEFINITION + "\nprint(twice(1))", "functions alone at top level (line 4)"),
        (DEFINITION.replace("number)", "n)"), "expected twice(number), as in its spec, got twice(n)"),
        (DEFINITION.replace("number)", "number, *more)"), "got twice(number, *more)"),
        ("def twice(number):\n    return 1", "expected a docstring"),
    ],
)
def test_code(code: str, expected: str) -> None:
    """Is each way in which an answer cell is more or less than its function named?"""
    assert any(expected in problem for problem in answer_problems(cell(code), "twice"))


def test_helper_above() -> None:
    """May a helper stand above the function?"""
    assert list(answer_problems(cell("def helper():\n    return 1\n\n" + DEFINITION), "twice")) == []
