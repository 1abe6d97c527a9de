"""Hands in outputs of every kind with script in them: HTML, SVG, JavaScript, LaTeX, errors, widgets."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import HOSTILE, MARK

KINDS = (
    "text/html",
    "image/svg+xml",
    "application/javascript",
    "text/latex",
    "text/markdown",
    "text/plain",
    "application/vnd.jupyter.widget-view+json",
)


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            data = dict.fromkeys(KINDS, f"<script>{MARK}</script>") | {"application/javascript": MARK}
            cell.outputs = [
                v4.new_output("display_data", data=data),
                v4.new_output("stream", text=HOSTILE[0]),
            ]
            cell.outputs += [
                v4.new_output("error", ename=HOSTILE[0], evalue=HOSTILE[1], traceback=list(HOSTILE))
            ]


ATTACK = Attack(honest={}, edit=edit, no_stock=NO_MARKS)
