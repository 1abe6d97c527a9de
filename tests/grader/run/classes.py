"""Small classes of 07_backprop submissions, and what a grading run left of them."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from nbformat import NotebookNode

from course.grading.results import Diagnosis
from grader import results
from grader.classroom import init
from grader.demo.edits import begin_every_answer_with
from grader.demo.wrong_ways import NOISE
from grader.judge.version import spec_version
from grader.results import SubmissionResult
from grader.run.grade import Graded, Options, grade_class
from tests.grader.judge.lesson import LESSON, TOPIC, as_bytes, function, release, right, solved, write_source

SEED = 11
NAME = f"{TOPIC}.ipynb"
TRANSPOSED = function("linear_backward", "return X.T @ dZ, dZ.sum(axis=0), dZ @ W")
BROKEN = b'{"cells": [ the rest was lost'


def noisy() -> NotebookNode:
    """The reference, with prints, warnings and text on stderr in every answer."""
    notebook = solved()
    begin_every_answer_with(NOISE)(notebook)
    assert sum("to stderr" in cell.source for cell in notebook.cells) == 8
    return notebook


def everyone() -> dict[str, bytes]:
    """Student to submission: right, wrong in one part, blank, noisy, crashing, and no notebook."""
    crash = function("two_layer_dx", "import os\n    os._exit(0)")
    return {
        "ada": as_bytes(solved()),
        "bob": as_bytes(solved(linear_backward=TRANSPOSED)),
        "cyd": as_bytes(release()),
        "eve": as_bytes(noisy()),
        "fay": as_bytes(solved(two_layer_dx=crash, mlp_grads=right("mlp_grads") + "\n# another")),
        "not-json": BROKEN,
    }


def new_class(folder: Path) -> Path:
    """A class folder with the lesson as its one assignment and no submissions."""
    return Path(shutil.copytree(_template(), folder))


@dataclass(frozen=True)
class GradedClass:
    """A class folder after a run, and what the run said."""

    folder: Path
    graded: list[Graded]


@cache
def graded() -> GradedClass:
    """A class of six, graded once a session under bubblewrap with two processes. Not to be changed."""
    folder = new_class(_home() / "class")
    for student, data in everyone().items():
        submit(folder, student, data)
    return GradedClass(folder, list(grade_class(folder, Options(seed=SEED))))


def _home() -> Path:
    home = Path(mkdtemp(prefix="class-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


@cache
def _template() -> Path:
    home = _home()
    write_source(home / "solutions")
    init(home / "class", solutions=home / "solutions")
    return home / "class"


def submit(folder: Path, student: str, notebook: NotebookNode | bytes, name: str = NAME) -> Path:
    """Hand a notebook in."""
    path = folder / "submitted" / student / LESSON / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook if isinstance(notebook, bytes) else as_bytes(notebook))
    return path


def result_of(folder: Path, student: str) -> SubmissionResult:
    """The student's result file."""
    return results.read(results.result_path(folder, student, LESSON))


def made_up(folder: Path, student: str, name: str = NAME, **changes: Any) -> SubmissionResult:
    """A result as a run would have left it for what the student handed in."""
    content = (folder / "submitted" / student / LESSON / name).read_bytes()
    fields: dict[str, Any] = {
        "student": student,
        "assignment": LESSON,
        "submission_sha256": digest(content),
        "spec_version": spec_version((folder / "release" / LESSON / NAME).read_bytes()),
        "seed": SEED,
        "sandbox": "bwrap",
        "score": 0.0,
        "max_score": 26.0,
        "questions": (results.Question("relu_backward", 0.0, 2.0, "wrong", Diagnosis("kind", "said"), 0.1),),
    }
    return SubmissionResult(**{**fields, **changes})


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def rows(folder: Path) -> dict[str, list[str]]:
    """Every table of the gradebook as sorted text, without timestamps and without the ids drawn at random.

    Two copies of one class share the ids of the assignment's own rows; those of submissions are replaced by
    what they stand for.
    """
    with closing(sqlite3.connect(folder / "gradebook.db")) as db:
        db.row_factory = sqlite3.Row
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        content = {table: [dict(row) for row in db.execute(f'select * from "{table}"')] for table in tables}
    names = {row["id"]: f"{row['student_id']}/{row['assignment_id']}" for row in content["submitted_assignment"]}
    names |= {row["id"]: f"{names[row['assignment_id']]}/book" for row in content["submitted_notebook"]}
    for table in ("submitted_assignment", "submitted_notebook", "grade", "comment"):
        for row in content[table]:
            del row["id"]
            row.pop("timestamp", None)
    return {
        table: sorted(str({key: names.get(value, value) for key, value in row.items()}) for row in found)
        for table, found in content.items()
    }
