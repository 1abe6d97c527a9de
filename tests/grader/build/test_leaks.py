from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from grader.build.leaks import TRIVIAL, leaks, solution_lines
from grader.build.release import release_notebook
from grader.build.source import read_source


def test_lines_found(source: Path) -> None:
    """Are exactly the lines between the markers found?"""
    lines = solution_lines(read_source(source))
    assert lines == ["return number + number  # the toy solution", "return number / 2.0"]


def test_release_is_clean_source_is_not(source: Path) -> None:
    """Does the release show no solution, and does the test notice one where there is one?"""
    notebook = read_source(source)
    assert leaks(notebook, release_notebook(notebook)) == []
    assert len(leaks(notebook, notebook)) == 2


@pytest.mark.parametrize(
    "cell",
    [
        new_markdown_cell("The answer is `return number/2.0`."),
        new_code_cell("def other(number):\n        return  number / 2.0"),
        new_code_cell("1", outputs=[new_output("stream", name="stdout", text="return number / 2.0")]),
        new_code_cell("1", outputs=[new_output("display_data", data={"text/html": "<i>return number / 2.0</i>"})]),
    ],
)
def test_planted_leak(cell: object, source: Path) -> None:
    """Is a solution line found in prose, in code, in print and in HTML, however it is spaced?"""
    notebook = read_source(source)
    lesson = release_notebook(notebook)
    lesson.cells.append(cell)
    assert [leak.split(" shows ")[1] for leak in leaks(notebook, lesson)] == [
        "a line of a solution: return number / 2.0"
    ]


def test_leak_stops_the_build(write_source: Callable[..., Path]) -> None:
    """Is a lesson whose prose gives the answer away refused by name? (No kernel is needed to see it.)"""
    notebook = read_source(write_source(("Write `twice`.", "Write `return number / 2.0`.")))
    assert leaks(notebook, release_notebook(notebook))[0].startswith("cell 3 (text) shows a line of a solution")


@pytest.mark.parametrize(
    ("line", "trivial"),
    [
        ("return dW, db", True),
        ("for x in rows:", True),
        ("else:", True),
        ("n = len(y)", True),
        ("n, d = X.shape", True),
        ("dW = np.zeros_like(W)", True),
        ('W1, b1 = params["W1"], params["b1"]', True),
        ("# the mean is over rows", True),
        ("return dW / n", False),
        ("dZ = dA * (Z > 0)", False),
        ("return X.T @ dZ", False),
        ("w += y * x", False),
        ("if y * (w @ x) <= 0: w = w + y * x", False),
    ],
)
def test_trivial(line: str, trivial: bool) -> None:
    """Is a line that says nothing told from one that answers?"""
    assert bool(TRIVIAL.fullmatch(line)) is trivial
