from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell, new_notebook

from course import lab
from course.cli import main
from course.errors import ChainRuleError
from course.shell import Card


def course(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A small notebook with one right answer."""
    mark = {"grade": True, "solution": False, "grade_id": "relu_backward", "points": 2}
    cells = [
        new_code_cell("from course import check\ndef relu_backward(Z, dA):\n    return dA * (Z > 0)"),
        new_code_cell("check('relu_backward', relu_backward)", metadata={"nbgrader": mark}),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "mine.ipynb")
    return tmp_path / "mine.ipynb"


def test_all_right_prints_the_card_and_ends_with_0(notebook: Path) -> None:
    """Does a notebook in which all is right show its card as text and the sum?"""
    result = course("check", notebook)
    assert result.exit_code == 0
    assert result.output.startswith("✓ relu_backward: ")
    assert result.output.endswith("\n2 of 2 points\n")


@pytest.mark.parametrize(
    ("points", "code", "said"),
    [((2.0, 1.5), 1, "3.5 of 4 points"), ((2.0, 2.0), 0, "4 of 4 points"), ((), 1, "0 of 0 points")],
)
def test_the_exit_code_follows_the_points(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, points: tuple[float, ...], code: int, said: str
) -> None:
    """Is 1 the exit code when points are missing, and when there is no check to be found?"""
    cards = [Card(f"card {p}", p, 2.0) for p in points]
    monkeypatch.setattr("course.shell.run_checks", lambda path: iter(cards))
    result = course("check", notebook)
    assert (result.exit_code, result.output.splitlines()) == (code, [*(card.text for card in cards), said])


def test_a_refusal_ends_with_2(tmp_path: Path) -> None:
    """Do a file that is no notebook, a folder and a name that is not there end with 2 and a message?"""
    (tmp_path / "a.ipynb").write_text("no notebook")
    for path in (tmp_path / "a.ipynb", tmp_path, tmp_path / "none.ipynb"):
        result = course("check", path)
        assert result.exit_code == 2
        assert result.stderr.strip()
        assert "Traceback" not in result.stderr


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """One lesson to copy; what would have been started instead of this process."""
    (tmp_path / "lessons" / "01_one").mkdir(parents=True)
    (tmp_path / "lessons" / "01_one" / "one.ipynb").write_text("{}")
    monkeypatch.setattr(lab, "lessons_folder", lambda: tmp_path / "lessons")
    monkeypatch.chdir(tmp_path)
    commands: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, command: commands.append([program, *command]))
    return commands


def test_lab_copies_and_opens_jupyterlab_in_the_copy(started: list[list[str]], tmp_path: Path) -> None:
    """Does `course lab` put the lessons into ./my-lessons and open JupyterLab there?"""
    result = course("lab")
    assert result.exit_code == 0
    assert (tmp_path / "my-lessons" / "01_one" / "one.ipynb").is_file()
    start = [sys.executable, sys.executable, "-m", "jupyterlab", "--notebook-dir", "my-lessons"]
    assert started == [start]


def test_lab_can_leave_the_browser_alone(started: list[list[str]], tmp_path: Path) -> None:
    """Does --no-browser copy to the named folder and start nothing?"""
    assert course("lab", "here", "--no-browser").exit_code == 0
    assert (tmp_path / "here" / "01_one" / "one.ipynb").is_file()
    assert started == []


def test_lab_refuses_with_2(started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a folder that cannot be used told in a message, and JupyterLab not started on it?"""
    def fails(folder: Path) -> None:
        raise ChainRuleError("no room here")

    monkeypatch.setattr(lab, "copy_lessons", fails)
    result = course("lab")
    assert (result.exit_code, result.stderr, started) == (2, "no room here\n", [])
