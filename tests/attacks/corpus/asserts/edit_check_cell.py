"""Writes the points into the locked check cell."""

from __future__ import annotations

from nbformat import NotebookNode

from grader.build.cells import grade_id
from tests.attacks.attack import ZEROS, Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if grade_id(cell) == "relu_backward":
            cell.source = "2.0"


ATTACK = Attack(answers=ZEROS, edit=edit)
