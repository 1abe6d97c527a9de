"""nbval's strict mode on the lessons as they are stored: every cell compared, none skipped, and it can fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest

from grader.build.kernel import environment


def nbval(folder: Path, home: Path) -> dict[str, list[str]]:
    """Run ``pytest --nbval`` on ``folder``, two notebooks at a time; return the cells' names by outcome."""
    report = home / "report.xml"
    options = ["-p", "no:cacheprovider", "--rootdir", str(folder), "-n", "2", "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", "--nbval", str(folder), f"--junitxml={report}", *options]
    run = subprocess.run(
        command, cwd=home, env=environment(home, static=True), capture_output=True, text=True, check=False
    )
    assert report.exists(), run.stdout + run.stderr
    outcomes: dict[str, list[str]] = {"passed": [], "failed": [], "skipped": []}
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        outcome = "skipped" if "skipped" in kinds else "failed" if kinds & {"failure", "error"} else "passed"
        outcomes[outcome].append(f"{case.get('classname')} {case.get('name')}")
    if outcomes["failed"]:
        print(run.stdout)
    return outcomes


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_strict(lessons_folder: Path, tmp_path: Path, home: Path) -> None:
    """Does every code cell of every lesson run again with the outputs that are stored, and none go unseen?"""
    cells = 0
    for path in sorted(lessons_folder.glob("*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        cells += sum(cell.cell_type == "code" for cell in notebook.cells)
        # A copy, so that nothing that a run leaves behind lands in the repository.
        (tmp_path / "lessons" / path.parent.name).mkdir(parents=True)
        (tmp_path / "lessons" / path.parent.name / path.name).write_bytes(path.read_bytes())
    outcomes = nbval(tmp_path / "lessons", home)
    assert (outcomes["failed"], outcomes["skipped"]) == ([], [])
    assert len(outcomes["passed"]) == cells > 0


def test_strict_can_fail(lessons_folder: Path, tmp_path: Path, home: Path) -> None:
    """Is one changed character in one stored output of each lesson noticed, in the very cell that holds it?"""
    altered = {}
    for path in sorted(lessons_folder.glob("*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        altered[path.stem] = next(index for index, cell in enumerate(code) if change_one(cell))
        # What follows is compared by the test above.
        notebook.cells = notebook.cells[: notebook.cells.index(code[altered[path.stem]]) + 1]
        (tmp_path / "altered").mkdir(exist_ok=True)
        nbformat.write(notebook, tmp_path / "altered" / path.name)
    outcomes = nbval(tmp_path / "altered", home)
    failed = [f"{topic}.ipynb Cell {position}" for topic, position in altered.items()]
    assert altered and sorted(name.split("altered.")[-1] for name in outcomes["failed"]) == sorted(failed)
    assert len(outcomes["passed"]) == sum(altered.values())


def change_one(cell: Any) -> bool:
    """Change one character of the first text that ``cell`` shows; whether it shows any."""
    for output in cell.outputs:
        if output.output_type == "stream":
            output.text = "#" + output.text[1:]
            return True
        if output.output_type == "execute_result":
            output.data["text/plain"] = "#" + output.data["text/plain"][1:]
            return True
    return False
