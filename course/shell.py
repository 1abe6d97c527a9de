"""Run a notebook's checks outside a browser: execute it in a kernel, and read the cards out of its check cells.

This is the student's own convenience on the student's own machine; marks are given by the grader alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.errors import ChainRuleError
from course.score import MIME

CELL_SECONDS = 120
"""A cell that runs longer is interrupted, and the next one runs."""


class NotebookError(ChainRuleError):
    """The file is no notebook, or it cannot be run to its end."""


@dataclass(frozen=True)
class Card:
    """One check cell's outcome as text."""

    text: str
    points: float
    max_points: float
    waits: float = 0.0
    """Points that nobody can give here: of a choice, whose key the instructor has."""


def run_checks(path: Path) -> Iterator[Card]:
    """Execute the notebook at ``path`` in a fresh kernel and yield a card for each of its check cells.

    The file is not changed. A cell that fails, or has no end, does not stop the others.

    Raises
    ------
    NotebookError
        If the file is no notebook, or its kernel dies.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat lets JSON, schema and attribute errors through
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise NotebookError(f"expected a notebook, got {path.name}: {said}") from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []  # an empty cell is not run, and would keep what it showed before
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        interrupt_on_timeout=True,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        client.execute()
    except DeadKernelError:
        raise NotebookError(
            "the kernel died while the notebook ran. Try: run it in the browser, cell by cell"
        ) from None
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and mark.get("grade") and not mark.get("solution"):
            yield _card(cell, mark)


def _card(cell: Any, mark: Any) -> Card:
    most = float(mark.get("points", 0))
    for output in cell.outputs:
        data = output.get("data", {})
        if MIME in data:
            waits = most if data[MIME].get("noted") else 0.0
            return Card(data[MIME]["card"], float(data["text/plain"]), most - waits, waits)
        if output.output_type == "error":
            text = f"✗ {mark.get('grade_id')}: the check did not run: {output.ename}: {output.evalue}"
            return Card(text, 0.0, most)
    return Card(f"✗ {mark.get('grade_id')}: the check cell shows no card. Was it changed?", 0.0, most)
