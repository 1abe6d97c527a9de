"""The lesson that is attacked: three of lesson 07's exercises, with two forms of answer, as a class folder."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest import mock

import nbformat
from nbformat import NotebookNode, v4
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log

from course.exercises import find
from grader.classroom import CONFIG
from grader.demo.edits import hand_in

LESSON, TOPIC = "07_backprop", "backprop"
SETUP = "import numpy as np\n\nfrom course import check"
BODIES = {
    "relu_backward": "return dA * (Z > 0)",
    "squared_norm_grads": "return 2 * np.outer(W @ x, x), 2 * W.T @ (W @ x)",
    "linear_backward": "return dZ.T @ X, dZ.sum(axis=0), dZ @ W",
}
SPECS = {question: find(question) for question in BODIES}
POINTS = {question: float(spec.points) for question, spec in SPECS.items()}
FULL = sum(POINTS.values())
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_HOLE = "what only the instructor knows"


def source_notebook(secret: str = "") -> NotebookNode:
    """The notebook with the solutions, and with ``secret`` in each of them."""
    cells = [v4.new_markdown_cell("# Backpropagation", id="title")]
    cells.append(v4.new_code_cell(SETUP, metadata={"tags": ["setup"]}, id="setup"))
    for question, body in BODIES.items():
        head = f'def {question}({", ".join(SPECS[question].signature)}):\n    """Doc."""'
        code = f"{head}\n    ### BEGIN SOLUTION\n    # {secret}\n    {body}\n    ### END SOLUTION"
        cells.append(_marked(f"{question}_code", code, solution=True))
        check = f'check("{question}", {question})'
        cells.append(_marked(question, check, grade=True, locked=True, points=POINTS[question]))
    return v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def new_folder(folder: Path, secret: str) -> Path:
    """A class folder with this lesson as its one assignment; ``secret`` stands in the source notebook alone."""
    shutil.copytree(_template(), folder)
    source = folder / "source" / LESSON / f"{TOPIC}.ipynb"
    source.write_text(source.read_text().replace(_HOLE, secret))
    return folder


def solved() -> NotebookNode:
    """What an honest student with full marks hands in."""
    return deepcopy(_solved())


def as_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a file."""
    return str(nbformat.writes(notebook)).encode()


@cache
def _solved() -> NotebookNode:
    release = nbformat.read(_template() / "release" / LESSON / f"{TOPIC}.ipynb", as_version=4)
    return hand_in(release, source_notebook())


@cache
def _template() -> Path:
    home = Path(mkdtemp(prefix="class-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folder = home / "class"
    path = folder / "source" / LESSON / f"{TOPIC}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source_notebook(_HOLE), path)
    (folder / "submitted").mkdir()
    (folder / "nbgrader_config.py").write_text(CONFIG)
    scripts = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with mock.patch.dict(os.environ, PATH=scripts):  # a new gradebook runs `alembic`
        made = capture_log(
            GenerateAssignment(coursedir=CourseDirectory(root=str(folder), assignment_id=LESSON))
        )
    assert made["success"], made.get("log")
    return folder


def _marked(name: str, source: str, **flags: Any) -> NotebookNode:
    mark = {
        "grade": False,
        "grade_id": name,
        "locked": False,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    return v4.new_code_cell(source, metadata={"nbgrader": {**mark, **flags}}, id=name.replace("_", "-"))
