from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from grader.build.cells import role
from grader.build.errors import BuildError
from grader.build.release import release_notebook
from grader.build.source import read_source


def test_equals_generate_assignment(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is our release, cell for cell and key for key, what nbgrader's own command writes?"""
    notebook = read_source(source)
    (tmp_path / "class" / "source" / "03_toys").mkdir(parents=True)
    nbformat.write(notebook, tmp_path / "class" / "source" / "03_toys" / "toys.ipynb")
    # nbgrader looks for `alembic` on the path, which stands beside the interpreter
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    course = CourseDirectory(root=str(tmp_path / "class"), assignment_id="03_toys")
    GenerateAssignment(coursedir=course).start()
    theirs = nbformat.read(tmp_path / "class" / "release" / "03_toys" / "toys.ipynb", as_version=4)
    assert release_notebook(notebook) == theirs


def test_solution_is_gone(source: Path) -> None:
    """Are solutions replaced by a stub that raises, below a docstring that stays?"""
    answers = [cell.source for cell in release_notebook(read_source(source)).cells if role(cell) == "answer"]
    assert answers[0].splitlines() == [
        "def twice(number):",
        '    """Return 2 times ``number``."""',
        "    # YOUR CODE HERE",
        "    raise NotImplementedError()",
    ]
    assert not any("SOLUTION" in answer for answer in answers)


def test_source_is_not_changed(source: Path) -> None:
    """Does the source notebook survive its release?"""
    notebook = read_source(source)
    release_notebook(notebook)
    assert notebook == read_source(source)


def test_function_must_stay(write_source: Callable[..., Path]) -> None:
    """Is a solution that swallows its own ``def`` refused? The check cell would not find the function."""
    whole = "    ### BEGIN SOLUTION\n    return number / 2.0\n    ### END SOLUTION\n"
    head = 'def half(number):\n    """Return half of ``number``."""\n'
    swallowed = "### BEGIN SOLUTION\n" + head + "    return number / 2.0\n### END SOLUTION\n"
    path = write_source((head + whole, swallowed))
    with pytest.raises(BuildError, match=r"03_toys: cell 7 \(half_code\): expected 'def half' to stay"):
        release_notebook(read_source(path))
