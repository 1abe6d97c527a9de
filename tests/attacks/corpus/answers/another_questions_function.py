"""Defines all the other questions' functions again, wrongly, after their checks."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    notebook.cells.append(v4.new_code_cell("relu_backward = linear_backward = lambda *a: 0.0", id="late"))


ATTACK = Attack(honest={}, edit=edit)
