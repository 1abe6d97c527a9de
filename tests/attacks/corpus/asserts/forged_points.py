"""Raises the points of its own questions in the notebook's metadata."""

from __future__ import annotations

from nbformat import NotebookNode

from grader.build.cells import role
from tests.attacks.attack import ZEROS, Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if role(cell) == "check":
            cell.metadata["nbgrader"]["points"] = 1000


ATTACK = Attack(answers=ZEROS, edit=edit)
