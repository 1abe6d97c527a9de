"""Names its own cells' marks with script."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import HOSTILE


def edit(notebook: NotebookNode) -> None:
    for number, text in enumerate(HOSTILE):
        mark = {
            "grade": True,
            "grade_id": text,
            "locked": False,
            "points": 9,
            "schema_version": 3,
            "solution": True,
        }
        cell = v4.new_code_cell(f"raise ValueError({text!r})", metadata={"nbgrader": {**mark, "task": False}})
        cell["id"] = f"own-{number}"
        notebook.cells.append(cell)


ATTACK = Attack(honest={}, edit=edit, no_stock=NO_MARKS)
