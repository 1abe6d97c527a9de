"""A made-up lesson with every kind of exercise, built and given out once; tests that change a class get a copy."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

import course.exercises
from course.exercises import catalogue
from grader.build import execute, kernel
from grader.build.cells import grade_id, role
from grader.build.source import read_source
from grader.classroom import init
from grader.run import grade as run

HERE = Path(__file__).parent
SOLUTIONS = HERE / "solutions"
LESSON = "02_kinds"
SOURCE = SOLUTIONS / LESSON / "kinds.py"
KEYS = SOLUTIONS / LESSON / "keys.toml"
PROSE = "One matrix, the product of the two, does what both do."


@pytest.fixture(scope="module", autouse=True)
def _kinds() -> Iterator[None]:
    """The catalogue holds the made-up lesson too, in this process and in the kernels that it starts."""
    course.exercises.__path__.append(str(HERE / "exercises"))
    catalogue.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execute, "environment", _with_site)
        yield
    course.exercises.__path__.remove(str(HERE / "exercises"))
    catalogue.cache_clear()
    sys.modules.pop("course.exercises.kinds", None)


def _with_site(*args: Any, **kwargs: Any) -> dict[str, str]:
    made = kernel.environment(*args, **kwargs)
    return {**made, "PYTHONPATH": f"{HERE / 'site'}:{made['PYTHONPATH']}"}


@pytest.fixture(scope="module")
def source() -> NotebookNode:
    """The source notebook."""
    return read_source(SOURCE)


@pytest.fixture(scope="module")
def given_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A class folder as `grader init` makes it, and what it said. Not to be changed."""
    folder = tmp_path_factory.mktemp("kinds") / "class"
    return folder, init(folder, solutions=SOLUTIONS)


@pytest.fixture
def folder(given_out: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """A class folder of the test's own."""
    return Path(shutil.copytree(given_out[0], tmp_path / "class"))


@pytest.fixture
def release(given_out: tuple[Path, list[str]]) -> NotebookNode:
    """What is given out."""
    return nbformat.read(given_out[0] / "release" / LESSON / "kinds.ipynb", as_version=4)


@pytest.fixture
def reference(release: NotebookNode, source: NotebookNode) -> NotebookNode:
    """What a student with full marks hands in."""
    solved = {grade_id(cell): cell.source for cell in source.cells if role(cell) == "answer"}
    for cell in release.cells:
        if role(cell) in ("answer", "manual"):
            cell.source = solved.get(grade_id(cell), PROSE)
    return release


def answered(notebook: NotebookNode, **code: str) -> NotebookNode:
    """A copy with these answers: the body of the question's function, or the text of an answer in prose."""
    made = deepcopy(notebook)
    for cell in made.cells:
        name = (grade_id(cell) or "").removesuffix("_code")
        if name in code and role(cell) in ("answer", "manual"):
            head = next((line for line in cell.source.splitlines() if line.startswith("def ")), "")
            cell.source = f"{head}\n    {code[name]}" if head else code[name]
    return made


@pytest.fixture
def hand_in(folder: Path) -> Callable[[str, NotebookNode], None]:
    """Put a notebook where a student hands it in."""

    def put(student: str, notebook: NotebookNode) -> None:
        path = folder / "submitted" / student / LESSON / "kinds.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)

    return put


@pytest.fixture
def grade(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Grade the class under the sandbox, in this process, which knows the exercises; results by student."""
    from grader.run.pool import judge_safely

    monkeypatch.setattr(run, "judge_all", lambda tasks, jobs: ((key, judge_safely(task)) for key, task in tasks))

    def graded(**options: Any) -> dict[str, Any]:
        found = run.grade_class(folder, run.Options(seed=3, **options))
        return {one.result.student: one.result for one in found}

    return graded
