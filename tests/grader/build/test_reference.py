from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat.v4 import new_output

from grader.build.errors import BuildError
from grader.build.reference import earned, prove_reference
from grader.build.source import read_source


def test_full_points(source: Path) -> None:
    """Does a right reference earn all points?"""
    assert prove_reference(read_source(source)) == 5.0


def test_wrong_reference(write_source: Callable[..., Path]) -> None:
    """Is the question whose reference loses points named, and only that one?"""
    path = write_source(("number / 2.0", "number / 2.5"))
    with pytest.raises(BuildError) as caught:
        prove_reference(read_source(path))
    assert "03_toys: expected the reference of 'half' to earn 3 points, its check shows 0" in str(caught.value)
    assert "'twice'" not in str(caught.value)


def test_no_number(source: Path) -> None:
    """Does a check cell that shows no bare number earn nothing? nbgrader would give it full points."""
    notebook = read_source(source)
    twice, half = notebook.cells[4], notebook.cells[7]
    twice.outputs = [new_output("execute_result", data={"text/plain": "well done"})]
    half.outputs = [new_output("execute_result", data={"text/plain": "1.5"})]
    assert earned(notebook) == {"twice": None, "half": 1.5}
    twice.outputs = []
    assert earned(notebook)["twice"] is None
