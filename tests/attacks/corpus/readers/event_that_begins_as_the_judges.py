"""Marks a check cell with a name that begins as the judge's own notes do."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.attacks.attack import NO_MARKS, ZEROS, Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["grade_id"] = (
                "could not be graded: " + cell.metadata["nbgrader"]["grade_id"]
            )


ATTACK = Attack(answers=ZEROS, edit=edit, no_stock=NO_MARKS)
