"""A clock that jumps: the wall clock of every process of a run goes back and forth by a day, call by call."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.run.grade import Options, grade_class
from tests.grader.faults.conftest import SEED
from tests.grader.faults.states import state
from tests.grader.judge.lesson import function, solved
from tests.grader.run.classes import TRANSPOSED, new_class, submit

PATIENCE = 180
LOOP = function("two_layer_dx", "while True:\n        pass")
# Python runs a module of this name first, in the run itself, the fork server and every judge.
JUMPING = """
import itertools, time
_real, _real_ns, _days = time.time, time.time_ns, itertools.cycle((0, 86_400, -86_400, 3_600))
time.time = lambda: _real() + next(_days)
time.time_ns = lambda: _real_ns() + next(_days) * 1_000_000_000
"""


def handed_in(folder: Path) -> Path:
    """A class with a right answer, a wrong one, and one that only a time-out ends."""
    new_class(folder)
    submit(folder, "ada", solved())
    submit(folder, "bob", solved(linear_backward=TRANSPOSED))
    submit(folder, "eve", solved(two_layer_dx=LOOP))
    return folder


@pytest.fixture(scope="module")
def patch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the import path in which the clock is made to jump."""
    home = tmp_path_factory.mktemp("clock")
    (home / "sitecustomize.py").write_text(JUMPING)
    return home


def grade(folder: Path, path: Path | None) -> None:
    command = [str(Path(sys.executable).with_name("grader")), "grade", str(folder), *SEED]
    environment = {**os.environ} | ({"PYTHONPATH": str(path)} if path else {})
    assert subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE).returncode == 0


def test_the_clock_of_a_patched_process_does_jump(patch: Path) -> None:
    """Is the test's own device at work?"""
    code = "import time; print(*(round((time.time() - time.monotonic()) / 3600) for _ in range(3)))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(patch)}, capture_output=True, text=True
    )
    first, second, third = map(int, done.stdout.split())
    assert (second - first, third - first) == (24, -24)


def test_a_jumping_clock_changes_nothing(patch: Path, tmp_path: Path) -> None:
    """Do time-outs end what they should and nothing else, with all else as on a calm clock?"""
    calm, shaken = handed_in(tmp_path / "calm"), handed_in(tmp_path / "shaken")
    grade(calm, None)
    grade(shaken, patch)
    assert state(shaken) == state(calm)
    lost = {
        question["id"]: question["status"]
        for data in state(shaken)["results"].values()
        for question in data["questions"]
        if question["status"] != "correct"
    }
    assert lost == {"linear_backward": "partial", "two_layer_dx": "timeout"}


def test_files_from_the_future_or_the_past_stand_all_the_same(graded_once: Path, tmp_path: Path) -> None:
    """Does whether a result stands hang on what was handed in, and never on when?"""
    folder = tmp_path / "class"
    subprocess.run(["cp", "-a", str(graded_once), str(folder)], check=True)
    for number, path in enumerate(sorted(folder.rglob("*"))):
        moment = time.time() + (-1) ** number * 10**8
        os.utime(path, (moment, moment))
    graded = list(grade_class(folder, Options(sandbox="none", seed=11, students=("ada", "bob", "Zoë"))))
    assert [one.judged for one in graded] == [False, False, False]
