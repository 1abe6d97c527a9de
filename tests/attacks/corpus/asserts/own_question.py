"""Adds a question of its own, with a thousand points and a check that it passes."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from tests.attacks.attack import ZEROS, Attack

MARK = {
    "grade": True,
    "grade_id": "bonus",
    "locked": True,
    "points": 1000,
    "schema_version": 3,
    "solution": False,
}


def edit(notebook: NotebookNode) -> None:
    notebook.cells.append(
        v4.new_code_cell("1000", metadata={"nbgrader": {**MARK, "task": False}}, id="bonus")
    )


ATTACK = Attack(answers=ZEROS, edit=edit)
