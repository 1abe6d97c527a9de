"""Adds markdown and raw cells full of script, links and frames."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import HOSTILE, MARK

MORE = (
    f'<iframe srcdoc="<script>parent.{MARK}</script>"></iframe>',
    f"<a href='javascript:{MARK}'>x</a>",
    f"<details open ontoggle={MARK}>",
    f"```\n</pre><script>{MARK}</script>",
    f"$\\href{{javascript:{MARK}}}{{x}}$",
    f"![x](data:image/svg+xml,<svg onload={MARK}>)",
    f"<style>@import 'javascript:{MARK}'</style>",
)


def edit(notebook: NotebookNode) -> None:
    for number, text in enumerate((*HOSTILE, *MORE)):
        notebook.cells.insert(0, v4.new_markdown_cell(text, id=f"m{number}"))
        notebook.cells.append(v4.new_raw_cell(text, id=f"r{number}", metadata={"raw_mimetype": "text/html"}))


ATTACK = Attack(honest={}, edit=edit, no_stock=NO_MARKS)
