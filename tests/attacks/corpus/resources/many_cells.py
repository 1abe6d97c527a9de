"""Hands in three thousand cells that each fail."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from tests.attacks.attack import ZEROS, Attack


def edit(notebook: NotebookNode) -> None:
    notebook.cells += [v4.new_code_cell(f"1 / 0  # {number}", id=f"c{number}") for number in range(3000)]


ATTACK = Attack(answers=ZEROS, edit=edit, no_stock="it takes very long")
