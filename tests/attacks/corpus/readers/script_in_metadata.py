"""Puts script into cell ids, titles, authors, kernel names, tags and marks of cells."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import HOSTILE


def edit(notebook: NotebookNode) -> None:
    bad = HOSTILE[1]
    notebook.metadata |= {"title": bad, "authors": [{"name": bad}], "widgets": {bad: bad}, bad: bad}
    notebook.metadata["kernelspec"] = {"name": bad, "display_name": bad, "language": "python"}
    notebook.metadata["language_info"] = {"name": bad, "pygments_lexer": bad, "mimetype": bad}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"{bad}{number}"
        cell.metadata |= {"tags": [*cell.metadata.get("tags", ()), bad], "name": bad, bad: bad}
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"] |= {"checksum": bad, "cell_type": bad}


ATTACK = Attack(honest={}, edit=edit, no_stock=NO_MARKS)
