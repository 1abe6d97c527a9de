from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.build import execute as module
from grader.build.errors import BuildError
from grader.build.execute import execute
from grader.build.lessons import serialise
from grader.build.release import release_notebook
from grader.build.source import read_source


def notebook(*sources: str) -> Any:
    cells = [new_markdown_cell("# Title", id="title")]
    cells += [new_code_cell(source, id=f"code-{position}") for position, source in enumerate(sources)]
    return new_notebook(cells=cells, metadata={"chainrule": {"lesson": "03_toys"}})


def test_same_bytes(source: Path) -> None:
    """Do two runs give the same bytes, pictures included, and leave what was given alone?"""
    release = release_notebook(read_source(source))
    before = deepcopy(release)
    first, second = execute(release), execute(release)
    assert serialise(first) == serialise(second)
    assert release == before
    assert any("image/png" in o.get("data", {}) for cell in first.cells for o in cell.get("outputs", ()))
    counts = [cell.execution_count for cell in first.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert first.metadata == release.metadata
    assert not any("execution" in cell.metadata for cell in first.cells)


def test_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the kernel away from the user's files and settings, and do pieces of print come out as one?"""
    monkeypatch.setenv("PRIVATE", "seen")
    (tmp_path / "numpy.py").write_text("raise ImportError")
    monkeypatch.chdir(tmp_path)
    look = (
        "import os, sys, numpy\n"
        "print('PRIVATE' in os.environ, os.listdir(), os.environ['COURSE_STATIC'])\n"
        "sys.stdout.flush()\nprint(hash('a') == hash('a'), {'b', 'a', 'c'})"
    )
    first, second = execute(notebook(look)), execute(notebook(look))
    (output,) = first.cells[1].outputs
    assert output.text.startswith("False [] 1\nTrue ")
    assert output.text == second.cells[1].outputs[0].text


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1 / 0", "03_toys: cell 3 (demo) raised ZeroDivisionError: division by zero"),
        ("import warnings; warnings.warn('old')", "03_toys: cell 3 (demo): expected nothing on stderr"),
        ("object()", "03_toys: cell 3 (demo): shows a memory address"),
        ("import os; os._exit(1)", "03_toys: cell 3 (demo) ended its kernel"),
        ("import ipywidgets; ipywidgets.IntSlider()", "03_toys: cell 3 (demo): shows a live widget"),
    ],
)
def test_refused(code: str, expected: str) -> None:
    """Does a cell that fails, or shows what differs, stop the build with its own name?"""
    with pytest.raises(BuildError) as caught:
        execute(notebook("x = 1", code))
    assert str(caught.value).startswith(expected)


def test_endless_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a cell that does not end stopped and named?"""
    monkeypatch.setattr(module, "CELL_SECONDS", 1)
    with pytest.raises(BuildError, match=r"cell 2 \(demo\) took longer than 1 seconds"):
        execute(notebook("while True: pass"))


def test_widgets_when_live() -> None:
    """Without ``static``, are live widgets let through and their kernel-bound views left out?"""
    run = execute(notebook("import ipywidgets, os; print(os.environ.get('COURSE_STATIC'))\nipywidgets.IntSlider()"),
                  static=False)
    assert [output.text for output in run.cells[1].outputs] == ["None\n"]
    assert "widgets" not in run.metadata
