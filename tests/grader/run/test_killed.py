"""A run that is killed, as a power cut would: the real command in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.grader.judge.lesson import LESSON, TOPIC
from tests.grader.run.classes import SEED, GradedClass, everyone, new_class, rows, submit

GRADER = Path(sys.executable).parent / "grader"
PATIENCE = 60


def start(folder: Path, scratch: Path) -> subprocess.Popen[bytes]:
    """``grader grade`` with one judge, in a process group of its own, its scratch in ``scratch``."""
    scratch.mkdir(exist_ok=True)
    command = [str(GRADER), "grade", str(folder), "--seed", str(SEED), "--jobs", "1"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, start_new_session=True, env={**os.environ, "TMPDIR": str(scratch)}, **quiet)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "graded").glob("*/*.json"))


def wait_for_the_first_result(folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 50):
        if files(folder):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"the run ended by itself with {process.wait(0.02)}")
    raise AssertionError("no result came")


def helpers(scratch: Path, run: int) -> Iterator[int]:
    """A descriptor for each process that names the run's scratch: judges in what they inherit, sandboxes as told."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
            if os.fsencode(scratch) in told and int(folder.name) != run:
                yield os.pidfd_open(int(folder.name))


def without_seconds(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text())
    for question in data["questions"]:
        del question["seconds"]
    return data


@pytest.fixture(scope="module")
def resumed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A class whose first run was killed after its first results, and a second run finished; how many stood."""
    home = tmp_path_factory.mktemp("killed")
    folder = new_class(home / "class")
    for student, data in everyone().items():
        submit(folder, student, data)
    first = start(folder, home / "first")
    wait_for_the_first_result(folder, first)
    left = list(helpers(home / "first", first.pid))
    assert left, "there are judges to be left behind"
    first.kill()  # the run alone, as the system does when memory is short; the harder case
    assert first.wait(PATIENCE) == -signal.SIGKILL
    stood = len(files(folder))
    for process in left:
        assert select.select([process], [], [], PATIENCE)[0], "a judge or a worker outlived the run"
        os.close(process)
    before = {path: path.stat().st_mtime_ns for path in files(folder)}
    assert start(folder, home / "second").wait(PATIENCE) == 3, "all are graded, but for the one that cannot be"
    assert all(path.stat().st_mtime_ns == moment for path, moment in before.items()), "what stood was left alone"
    return folder, stood


def test_the_kill_came_half_way(resumed: tuple[Path, int]) -> None:
    """Was the first run really cut off in the middle?"""
    assert 0 < resumed[1] < len(everyone())


def test_the_gradebook_is_that_of_an_undisturbed_run(resumed: tuple[Path, int], graded_class: GradedClass) -> None:
    """Do all tables hold the same rows, but for timestamps and random ids?"""
    ours, undisturbed = rows(resumed[0]), rows(graded_class.folder)
    assert len(ours["grade"]) == 8 * len(everyone())
    assert ours == undisturbed


def test_the_results_are_those_of_an_undisturbed_run(
    resumed: tuple[Path, int], graded_class: GradedClass
) -> None:
    """Are the result files the same but for the seconds, and the autograded notebooks to the byte?"""
    assert len(files(resumed[0])) == len(everyone())
    for path in files(resumed[0]):
        assert without_seconds(path) == without_seconds(graded_class.folder / path.relative_to(resumed[0]))
    for student in everyone():
        place = Path("autograded", student, LESSON, f"{TOPIC}.ipynb")
        assert (resumed[0] / place).read_bytes() == (graded_class.folder / place).read_bytes()


def test_no_half_written_file_is_left(resumed: tuple[Path, int]) -> None:
    """Is the class folder clean after a kill and a second run?"""
    assert list(resumed[0].rglob(".part-*")) == []


def test_without_bubblewrap_the_command_refuses(graded_class: GradedClass, tmp_path: Path) -> None:
    """Does the command end with 2, say how to get bubblewrap and how to go without, and grade nothing?"""
    before = [path.stat().st_mtime_ns for path in files(graded_class.folder)]
    command = [str(GRADER), "grade", str(graded_class.folder), "--fresh"]
    done = subprocess.run(
        command, env={**os.environ, "PATH": str(tmp_path)}, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 2
    assert "apt install bubblewrap" in done.stderr
    assert "--sandbox none" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.stat().st_mtime_ns for path in files(graded_class.folder)] == before
