"""A student's answers as they were graded, from the autograded notebook."""

from __future__ import annotations

from pathlib import Path

import nbformat

from grader.autograded import unquote
from grader.build.cells import question, role
from grader.files import check_name


def autograded_path(folder: Path, student: str, assignment: str) -> Path | None:
    """The autograded notebook of a submission, None where there is none."""
    found = sorted((folder / "autograded" / check_name(student) / check_name(assignment)).glob("*.ipynb"))
    return found[0] if found else None


def answers_of(path: Path) -> dict[str, str] | None:
    """Question to the text of its answer; None if the file is no notebook any more."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception:  # nbformat raises whatever its validators raise, and one file must not stop the class
        return None
    cells = [cell for cell in notebook.cells if role(cell) in ("answer", "manual")]
    return {question(c): c.source if c.cell_type == "code" else unquote(c.source) for c in cells}
