"""What a cell is for. The metadata of nbgrader and one tag decide, and only here."""

from __future__ import annotations

from typing import Literal

from nbformat import NotebookNode

Role = Literal["text", "setup", "answer", "check", "manual", "demo"]
"""``text`` is prose; ``setup`` runs in the judge too; ``answer`` is the student's; ``check`` gives the points;
``manual`` is read by a person; ``demo`` shows something and no answer may need it."""

SETUP_TAG = "setup"
ANSWER_SUFFIX = "_code"


def role(cell: NotebookNode) -> Role:
    """Return what ``cell`` is for."""
    marks = cell.metadata.get("nbgrader", {})  # as nbgrader.utils reads them; importing it costs each judge 0.6 s
    graded, solution = bool(marks.get("grade")), bool(marks.get("solution"))
    if graded and solution:
        return "manual"
    if cell.cell_type != "code":
        return "text"
    if solution:
        return "answer"
    if graded:
        return "check"
    return "setup" if SETUP_TAG in cell.metadata.get("tags", ()) else "demo"


def grade_id(cell: NotebookNode) -> str | None:
    """The cell's id in nbgrader's metadata, None where it has none."""
    found = cell.metadata.get("nbgrader", {}).get("grade_id")
    return None if found is None else str(found)


def question(cell: NotebookNode) -> str:
    """The exercise that an answer, check or manual cell belongs to: 'relu_backward' for 'relu_backward_code'."""
    return (grade_id(cell) or "").removesuffix(ANSWER_SUFFIX)


def label(notebook: NotebookNode, index: int) -> str:
    """How a message speaks of a cell: 'cell 12 (relu_backward_code)'; cells count from 1, text included."""
    cell = notebook.cells[index]
    return f"cell {index + 1} ({grade_id(cell) or role(cell)})"
