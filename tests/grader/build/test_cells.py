from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.build.cells import grade_id, label, question, role


def marked(grade: bool, solution: bool, make: Any = new_code_cell) -> Any:
    meta = {"grade": grade, "solution": solution, "locked": grade, "grade_id": "f_code", "schema_version": 3}
    return make("f()", metadata={"nbgrader": meta})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (new_markdown_cell("# Title"), "text"),
        (new_code_cell("1 + 1"), "demo"),
        (new_code_cell("import numpy", metadata={"tags": ["setup"]}), "setup"),
        (new_code_cell("1", metadata={"tags": ["other"]}), "demo"),
        (marked(grade=False, solution=True), "answer"),
        (marked(grade=True, solution=False), "check"),
        (marked(grade=True, solution=True), "manual"),
        (marked(grade=True, solution=True, make=new_markdown_cell), "manual"),
    ],
)
def test_role(cell: Any, expected: str) -> None:
    """Do the metadata of a cell say what it is for?"""
    assert role(cell) == expected


def test_question_and_label() -> None:
    """Does an answer cell know its question, and does a message count cells from 1?"""
    cell = marked(grade=False, solution=True)
    assert (question(cell), grade_id(cell)) == ("f", "f_code")
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), cell])
    assert [label(notebook, index) for index in (0, 1)] == ["cell 1 (text)", "cell 2 (f_code)"]
