from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from course import exercises
from course.exercises.spec import ValueExercise
from grader.build.release import release_notebook
from grader.build.source import read_source
from grader.classroom import assignments, init, release_path
from grader.errors import ClassFolderError

META = '"grade_id": "{id}", "points": 2, "grade": {grade}, "locked": {grade}, "solution": {solution}, "task": false'
ANSWER = META.format(id="twice_code", grade="false", solution="true").replace('"points": 2, ', "")
CHECK = META.format(id="twice", grade="true", solution="false")
SOURCE = f"""\
# %% [markdown]
# # Toys

# %% tags=["setup"]
from course import check

# %% nbgrader={{{ANSWER}, "schema_version": 3}}
def twice(number):
    '''Return 2 times ``number``.'''
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION

# %% nbgrader={{{CHECK}, "schema_version": 3}}
check("twice", twice)
"""
NOTEBOOK = "03_toys/toys.ipynb"
SPEC = ValueExercise(
    id="twice", lesson="03_toys", title="Twice", points=2.0, signature=("number",), parts=("value",), cases=(),
    reference=lambda number: {"value": 2 * number},
)


@pytest.fixture(autouse=True, scope="module")
def _one_exercise() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exercises, "catalogue", lambda: {"twice": SPEC})
        yield


@pytest.fixture
def solutions(tmp_path: Path) -> Path:
    """A folder of sources with one lesson of one question."""
    path = tmp_path / "solutions" / "03_toys" / "toys.py"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE)
    return tmp_path / "solutions"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A class folder, made once, since a new gradebook takes seconds; and what making it said."""
    place = tmp_path_factory.mktemp("first")
    (place / "solutions" / "03_toys").mkdir(parents=True)
    (place / "solutions" / "03_toys" / "toys.py").write_text(SOURCE)
    return place / "class", init(place / "class", solutions=place / "solutions")


@pytest.fixture
def folder(tmp_path: Path, first: tuple[Path, list[str]]) -> Path:
    """A class folder of the test's own."""
    return Path(shutil.copytree(first[0], tmp_path / "class"))


def test_layout(first: tuple[Path, list[str]]) -> None:
    """Is everything made, said, and nothing but the notebook put where nbgrader gives out what it finds?"""
    folder, said = first
    assert said == [
        "made nbgrader_config.py", "made submitted/", "made gradebook.db", f"made source/{NOTEBOOK}",
        f"made release/{NOTEBOOK}", "recorded 03_toys in gradebook.db",
    ]
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {"nbgrader_config.py", "gradebook.db", f"source/{NOTEBOOK}", f"release/{NOTEBOOK}"}
    assert (folder / "submitted").is_dir()


def test_release_and_gradebook(folder: Path, solutions: Path) -> None:
    """Is the release the build's, without solutions, and does the gradebook know the question and its points?"""
    source = read_source(solutions / "03_toys" / "toys.py")
    assert nbformat.read(release_path(folder, "03_toys"), as_version=4) == release_notebook(source)
    assert "2 * number" not in release_path(folder, "03_toys").read_text()
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_assignment("03_toys").notebooks
        assert [(cell.name, cell.max_score) for cell in notebook.grade_cells] == [("twice", 2.0)]
        assert {cell.name for cell in notebook.source_cells} == {"twice", "twice_code"}


def test_again_keeps_everything(folder: Path, solutions: Path) -> None:
    """Run again, is nothing touched, not even by a byte, and does it say so?"""
    handed_in = folder / "submitted" / "ada" / NOTEBOOK
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text("work")
    (folder / "nbgrader_config.py").write_text("# mine\n")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert init(folder, solutions=solutions) == [
        "kept nbgrader_config.py", "kept gradebook.db", f"kept source/{NOTEBOOK}", f"kept release/{NOTEBOOK}",
    ]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_changed_lesson_is_not_refreshed(folder: Path, solutions: Path) -> None:
    """Does a class keep the lesson that it was given, and is it said that today's is another?"""
    before = release_path(folder, "03_toys").read_bytes()
    source = solutions / "03_toys" / "toys.py"
    source.write_text(source.read_text().replace("# # Toys", "# # Playthings"))
    said = init(folder, solutions=solutions)
    assert f"kept source/{NOTEBOOK}, which is not today's: the lesson, or this copy, was changed since" in said
    assert release_path(folder, "03_toys").read_bytes() == before


@pytest.mark.parametrize("lost", ["release", "gradebook"])
def test_missing_parts_are_added(lost: str, folder: Path, solutions: Path) -> None:
    """Is a lost release or gradebook made again from the class's own source, and the rest kept?"""
    release = release_path(folder, "03_toys")
    whole = release.read_bytes()
    if lost == "release":
        release.unlink()
        assert f"made release/{NOTEBOOK}" in init(folder, solutions=solutions)
        assert release.read_bytes() == whole
    else:
        release.write_bytes(whole.replace(b"Toys", b"Tays"))  # an instructor's own change
        (folder / "gradebook.db").unlink()
        assert "recorded 03_toys in gradebook.db" in init(folder, solutions=solutions)
        assert b"Tays" in release.read_bytes()
    assert not list(folder.glob(".release-*"))


def test_outside_an_activated_environment(folder: Path, solutions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a new gradebook come about though nbgrader's helper command is not on the path?"""
    outside = [p for p in os.environ["PATH"].split(os.pathsep) if Path(p) != Path(sys.executable).parent]
    monkeypatch.setenv("PATH", os.pathsep.join(outside))
    (folder / "gradebook.db").unlink()
    assert "made gradebook.db" in init(folder, solutions=solutions)
    assert os.environ["PATH"] == os.pathsep.join(outside)


def test_nbgrader_reads_the_settings(folder: Path) -> None:
    """Is nbgrader_config.py one that nbgrader's own loader takes?"""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    assert config.Execute.timeout == 60
    assert CourseDirectory(config=config, root=str(folder)).db_url.endswith("class/gradebook.db")


def test_refused(tmp_path: Path, solutions: Path) -> None:
    """Is a folder full of other things left alone, a file refused, and an installation without sources explained?"""
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.tex").write_text("")
    with pytest.raises(ClassFolderError, match=r"with thesis\.tex in it"):
        init(home, solutions=solutions)
    assert [path.name for path in home.iterdir()] == ["thesis.tex"]
    with pytest.raises(ClassFolderError, match="got the file"):
        init(home / "thesis.tex", solutions=solutions)
    with pytest.raises(ClassFolderError, match="run this from a clone"):
        init(tmp_path / "class", solutions=tmp_path / "nowhere")
    assert not (tmp_path / "class").exists()


def test_folder_with_submissions_and_gradebook_only(folder: Path, solutions: Path) -> None:
    """Is a folder that holds parts of a class, and nothing else, completed?"""
    handed_in = folder / "submitted" / "ada" / NOTEBOOK
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text("work")
    (folder / "nbgrader_config.py").unlink()
    assert init(folder, solutions=solutions)[0] == "made nbgrader_config.py"
    assert handed_in.read_text() == "work"


def test_assignments(folder: Path, tmp_path: Path) -> None:
    """Are the assignments found by name, and a name that is none refused, paths included?"""
    assert assignments(folder) == ["03_toys"]
    assert release_path(folder, "03_toys") == folder / "release" / NOTEBOOK
    for name in ("04_other", "../release/03_toys", ""):
        with pytest.raises(ClassFolderError, match=r"expected an assignment of .*\(03_toys\)"):
            release_path(folder, name)
    with pytest.raises(ClassFolderError, match="Try: grader init"):
        assignments(tmp_path)
    (folder / "release" / "03_toys" / "second.ipynb").write_text("{}")
    with pytest.raises(ClassFolderError, match="expected one notebook in release/03_toys, got 2"):
        release_path(folder, "03_toys")
