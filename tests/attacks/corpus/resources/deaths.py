"""Kills its process in twelve cells one after another, so that each time a new one must start."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from tests.attacks.attack import ZEROS, Attack


def edit(notebook: NotebookNode) -> None:
    cells = [v4.new_code_cell(f"import os\nos._exit({number})", id=f"c{number}") for number in range(12)]
    notebook.cells[1:1] = cells


ATTACK = Attack(answers=ZEROS, edit=edit)
