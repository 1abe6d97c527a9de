"""Each grader's command on a class folder: how long it takes, and what it gives."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from nbgrader.api import Gradebook

from course.exercises.keys import VARIABLE
from tests.bench.grading.classes import Scores, scores

BIN = Path(sys.executable).parent


def ours(folder: Path, jobs: int) -> tuple[float, Scores]:
    """Seconds of `grader grade` in its sandbox, from the command's start to its end, and the scores."""
    start = time.perf_counter()
    _run(["grader", "grade", str(folder), "--fresh", "--jobs", str(jobs)], folder)
    return time.perf_counter() - start, scores(folder)


def stock(folder: Path, assignments: list[str]) -> tuple[float, Scores]:
    """Seconds of `nbgrader autograde` on one assignment after the other, and the scores in its gradebook."""
    start = time.perf_counter()
    for assignment in assignments:
        _run(["nbgrader", "autograde", assignment, "--force"], folder)
    seconds = time.perf_counter() - start
    found: Scores = {}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for assignment in assignments:
            for submission in gradebook.assignment_submissions(assignment):
                found[submission.student.id, assignment] = submission.score
    return seconds, found


def _run(command: list[str], folder: Path) -> None:
    place = {**os.environ, "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")]), "COURSE_STATIC": "1"}
    place[VARIABLE] = str(folder / "keys.toml")  # so that nbgrader can mark the choices too
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=folder, env=place, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
