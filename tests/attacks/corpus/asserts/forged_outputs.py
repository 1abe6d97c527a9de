"""Hands in outputs that say that every check was passed."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from grader.build.cells import role
from tests.attacks.attack import ZEROS, Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if role(cell) == "check":
            data = {"text/plain": "1000"}
            cell.outputs = [v4.new_output("execute_result", data=data, execution_count=1)]


ATTACK = Attack(answers=ZEROS, edit=edit)
