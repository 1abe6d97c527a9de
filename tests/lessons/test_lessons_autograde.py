"""The notebooks grade under stock ``nbgrader autograde`` as well, with the same scores."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from course import exercises
from grader.build.cells import role
from grader.build.kernel import environment
from grader.classroom import init, release_path

LESSONS = ("01_perceptron", "07_backprop")


def hand_in(folder: Path, student: str, lesson: str, notebook: Any) -> None:
    path = folder / "submitted" / student / lesson / release_path(folder, lesson).name
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def answered(release: Any, source: Any) -> Any:
    """The release with each answer written as the reference writes it."""
    answers = {cell.id: cell.source for cell in source.cells if role(cell) == "answer"}
    for cell in release.cells:
        cell.source = answers.get(cell.id, cell.source)
    return release


def scores(folder: Path, student: str, lesson: str) -> dict[str, float]:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission(lesson, student).notebooks
        by_hand = {cell.name for cell in notebook.notebook.solution_cells}
        return {grade.name: grade.auto_score for grade in notebook.grades if grade.name not in by_hand}


@pytest.mark.parametrize("lesson", LESSONS)
def test_same_scores_as_the_checks(tmp_path: Path, runs_by_name: Callable[[str], Any], lesson: str) -> None:
    """Does nbgrader give an honest submission every point, and a blank one none, as the checks do?"""
    folder = tmp_path / "class"
    init(folder)
    release = nbformat.read(release_path(folder, lesson), as_version=4)
    hand_in(folder, "blank", lesson, release)
    hand_in(folder, "honest", lesson, answered(release, runs_by_name(lesson).source))
    (tmp_path / "home").mkdir()
    keys = folder / "keys.toml"
    env = environment(tmp_path / "home", static=True, keys=keys if keys.is_file() else None)
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env["PATH"]])
    command = [sys.executable, "-m", "nbgrader", "autograde", lesson]
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    points = {spec.id: spec.points for spec in exercises.of_lesson(lesson)}
    assert scores(folder, "honest", lesson) == points
    assert scores(folder, "blank", lesson) == dict.fromkeys(points, 0.0)
