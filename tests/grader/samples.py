"""A made-up class for the tests of recording and reporting: one assignment of two questions, and strangers' text."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest import mock

import nbformat
from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ComputeChecksums, SaveCells

from course.grading.results import Diagnosis, Status
from grader.results import Question, SubmissionResult

ASSIGNMENT, TOPIC = "03_toys", "toys"
STUB = "def {0}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
MARK = "document.documentElement.dataset.owned='yes'"
HOSTILE = (
    f"<script>{MARK}</script>",
    f'"><img src=x onerror="{MARK}">',
    f"<svg onload={MARK}>",
    f"[click](javascript:{MARK})",
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "=1+1",
    "@SUM(A1)",
    "a very long word: " + "pneumono" * 60,
    "{{ 7 * 7 }}{% raw %}",
)


def graded_cell(name: str, source: str, kind: str = "code", **flags: Any) -> NotebookNode:
    mark = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, **flags}
    make = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    return make(source, metadata={"nbgrader": {"grade_id": name, **mark}}, id=name.replace("_", "-"))


def release_notebook(*, manual: bool = False) -> NotebookNode:
    cells = [v4.new_markdown_cell("# Toys\nLet $x$ be a number.", id="title")]
    cells.append(v4.new_code_cell("import numpy as np", metadata={"tags": ["setup"]}, id="setup"))
    for name, points in (("double", 2.0), ("halve", 1.0)):
        cells.append(graded_cell(f"{name}_code", STUB.format(name), solution=True))
        cells.append(graded_cell(name, f'check("{name}", {name})', grade=True, locked=True, points=points))
    if manual:
        cells.append(graded_cell("why", "Your answer.", "markdown", grade=True, solution=True, points=3.0))
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return ComputeChecksums().preprocess(notebook, {})[0]


def submitted_notebook(answers: dict[str, str], extra: Sequence[NotebookNode] = ()) -> NotebookNode:
    notebook = release_notebook()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = answers.get(name.removesuffix("_code"), cell.source) if name.endswith("_code") else cell.source
        if cell.cell_type == "code":
            cell.outputs = [v4.new_output("display_data", data={"text/html": f"<script>{MARK}</script>"})]
    notebook.cells.extend(extra)
    return notebook


def question(
    name: str, points: float, most: float, status: Status, kind: str = "", message: str = "", where: str = ""
) -> Question:
    diagnosis = Diagnosis(kind, message, where) if kind else None
    return Question(name, points, most, status, diagnosis, 0.25)


def result(student: str = "ada", questions: Sequence[Question] | None = None, **changes: Any) -> SubmissionResult:
    asked: tuple[Question, ...] = (
        question("double", 2.0, 2.0, "correct"),
        question("halve", 0.5, 1.0, "partial", "missing-mean", "Every entry is n times too large.", "dW[2, 0]"),
    )
    asked = asked if questions is None else tuple(questions)
    fields: dict[str, Any] = {
        "student": student,
        "assignment": ASSIGNMENT,
        "submission_sha256": "0" * 64,
        "spec_version": "1",
        "seed": 7,
        "sandbox": "bwrap",
        "score": sum(item.points for item in asked),
        "max_score": 3.0,
        "questions": asked,
    }
    return SubmissionResult(**{**fields, **changes})


def new_class(folder: Path, *, manual: bool = False) -> Path:
    """Make a class folder as `grader init` leaves it: the release, and the assignment in the gradebook."""
    return Path(shutil.copytree(_template(manual), folder))


@cache
def _template(manual: bool) -> Path:
    folder = Path(mkdtemp(prefix="class-"))
    release = release_notebook(manual=manual)
    for room in ("release", "source"):
        path = folder / room / ASSIGNMENT / f"{TOPIC}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(release, path)
    (folder / "submitted").mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    url = f"sqlite:///{folder / 'gradebook.db'}"
    shutil.copy(_gradebook(), folder / "gradebook.db")
    names = {"notebook": TOPIC, "assignment": ASSIGNMENT, "db_url": url}
    SaveCells().preprocess(release, {"nbgrader": names})
    return folder


@cache
def _gradebook() -> Path:
    path = Path(mkdtemp(prefix="gradebook-")) / "gradebook.db"
    scripts = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with mock.patch.dict(os.environ, PATH=scripts), Gradebook(f"sqlite:///{path}") as gradebook:  # runs `alembic`
        gradebook.add_assignment(ASSIGNMENT)
    return path
