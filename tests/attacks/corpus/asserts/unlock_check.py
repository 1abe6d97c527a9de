"""Clears the lock and the grade flag of the check cell and puts its own code there."""

from __future__ import annotations

from nbformat import NotebookNode

from grader.build.cells import grade_id
from tests.attacks.attack import ZEROS, Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if grade_id(cell) == "relu_backward":
            cell.metadata["nbgrader"] |= {"locked": False, "grade": False, "solution": True}
            cell.source = "relu_backward = None\n2"


ATTACK = Attack(answers=ZEROS, edit=edit)
