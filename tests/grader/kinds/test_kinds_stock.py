"""Do nbgrader's own commands work in a class folder whose lesson has every kind of exercise?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from grader.build.kernel import environment
from tests.grader.kinds.conftest import HERE, LESSON, PROSE

FULL = {
    "distance_grad": 2.0, "and_numbers": 1.0, "which_bends": 1.0, "which_linear": 2.0, "column_means_mended": 2.0,
    "predict_kept_share": 1.0,
}  # fmt: skip


def nbgrader(folder: Path, home: Path, *arguments: str) -> None:
    keys = folder / "keys.toml"
    env = environment(home, static=True, keys=keys if keys.is_file() else None)
    env["PYTHONPATH"] = f"{HERE / 'site'}:{env['PYTHONPATH']}"
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *arguments]
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def marks(folder: Path, student: str) -> dict[str, tuple[float | None, bool]]:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission(LESSON, student).notebooks
        return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home for nbgrader's kernels."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_generate_assignment_makes_the_same_release(folder: Path, home: Path) -> None:
    """Does an instructor's own `nbgrader generate_assignment` give out the same notebook, the planted bug in it?"""
    path = folder / "release" / LESSON / "kinds.ipynb"
    ours = nbformat.read(path, as_version=4)
    shutil.rmtree(folder / "release")
    nbgrader(folder, home, "generate_assignment", LESSON, "--force")
    assert nbformat.read(path, as_version=4) == ours
    assert [found.name for found in (folder / "release").rglob("*") if found.is_file()] == ["kinds.ipynb"]


def test_autograde_with_and_without_keys(
    folder: Path, home: Path, reference: NotebookNode, hand_in: Callable[[str, NotebookNode], None]
) -> None:
    """With COURSE_KEYS, full points and the prose for a person; without, choices at 0; a blank one 0 at once? And
    does nbgrader's feedback show the answer?"""
    hand_in("ada", reference)
    given = nbformat.read(folder / "release" / LESSON / "kinds.ipynb", as_version=4)
    hand_in("blank", given)
    nbgrader(folder, home, "autograde", LESSON)
    full = {name: (points, False) for name, points in FULL.items()}
    assert marks(folder, "ada") == {**full, "explain_collapse": (None, True)}
    assert marks(folder, "blank") == {**dict.fromkeys(FULL, (0.0, False)), "explain_collapse": (0.0, False)}
    (folder / "keys.toml").unlink()
    nbgrader(folder, home, "autograde", LESSON, "--force", "--student", "ada")
    noted = {"which_bends": (0.0, False), "which_linear": (0.0, False)}
    assert marks(folder, "ada") == {**full, **noted, "explain_collapse": (None, True)}
    nbgrader(folder, home, "generate_feedback", LESSON, "--student", "ada")
    assert PROSE in (folder / "feedback" / "ada" / LESSON / "kinds.html").read_text()
