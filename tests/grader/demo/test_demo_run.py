"""The whole demo with the real lessons, by the real command: what `make grade` shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader import results
from grader.classroom import SOLUTIONS
from grader.demo.samples import SAMPLES

GRADER = Path(sys.executable).parent / "grader"
pytestmark = pytest.mark.xdist_group("demo")
"""One worker runs them all: the demo is made once, and not once a worker."""

LESSONS = sorted(path.parent.name for path in SOLUTIONS.glob("*/*.py"))
ROWS = sum(len({*sample.edits, *LESSONS} if sample.habit else sample.edits) for sample in SAMPLES)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The demo's class folder and what the command said."""
    folder = tmp_path_factory.mktemp("demo") / "class"
    command = [str(GRADER), "demo", str(folder), "--sandbox", "bwrap"]
    return folder, subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)


def test_every_score_is_the_stated_one(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Does the demo end with exit code 0, a tick in every row, and a yes?"""
    _, done = demo
    different = [line for line in done.stdout.splitlines() if "DIFFERS" in line]
    assert (different, done.returncode) == ([], 0), done.stdout + done.stderr
    assert done.stdout.count("✓") == ROWS
    assert "Every score is the stated one: yes" in done.stdout


def test_every_lesson_is_graded(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Is each lesson that has a source in the table: right, blank, and wrong in every answer?"""
    rows = [line.split() for line in demo[1].stdout.splitlines()]
    for student in ("complete", "blank", "slips"):
        handed = [word for row in rows if row[:1] == [student] for word in row if word in LESSONS]
        assert handed == LESSONS


def test_the_bad_notebook_is_in_the_table_with_its_reason(
    demo: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    """Is the submission that is no notebook named, with why?"""
    (row,) = [line for line in demo[1].stdout.splitlines() if line.startswith("not-json")]
    assert "not graded" in row
    assert "not a notebook" in row


def test_every_submission_has_its_files(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Are there a result, a feedback page and an autograded notebook for each, and one report?"""
    folder, _ = demo
    found = list(results.read_all(folder))
    assert len(found) == ROWS
    assert all(isinstance(one, results.SubmissionResult) and one.sandbox == "bwrap" for one in found)
    assert len(list(folder.glob("autograded/*/*/*.ipynb"))) == ROWS
    assert len([path for path in folder.glob("feedback/*/*/*") if path.suffix == ".html"]) == ROWS
    assert (folder / "report.html").stat().st_size > 1000
