from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grader.build import lessons as module
from grader.build.errors import BuildError
from grader.build.lessons import build, lessons_of, made
from grader.build.source import read_source

Writer = Callable[..., Path]


@pytest.fixture
def solutions(source: Path) -> Path:
    return source.parents[1]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    return tmp_path / "lessons"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the kernel where a test is about files: every code cell gets a number and no output."""

    def run(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for position, cell in enumerate(code, start=1):
            cell.execution_count = position
        return notebook

    monkeypatch.setattr(module, "execute", run)
    monkeypatch.setattr(module, "prove_reference", lambda source, keys: 5.0)
    monkeypatch.setattr(module, "refuse_gifts", lambda lesson: None)


def test_build_then_check(solutions: Path, lessons: Path) -> None:
    """Does a build write the lesson once, with outputs of a fresh run, and does a check then find nothing?"""
    path = lessons / "03_toys" / "toys.ipynb"
    said: list[str] = []
    assert build(solutions, lessons, check=False, on_progress=said.append) == [path]
    assert said == ["03_toys: the reference earns 5 of 5 points", "03_toys: written"]
    assert build(solutions, lessons, check=True) == []
    text = path.read_text(encoding="utf-8")
    assert text.endswith("}\n") and "the toy solution" not in text
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    shown = [cell.outputs[0].data["text/plain"] for cell in notebook.cells if cell.id in ("twice", "half")]
    assert shown == ["0", "0"]
    assert text == json.dumps(json.loads(text), sort_keys=True, indent=1, ensure_ascii=False) + "\n"
    assert [p.name for p in path.parent.iterdir()] == ["toys.ipynb"]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("change", [("number / 2.0", "number * 0.5"), ("# Toys", "# Playthings")])
def test_changed_source(
    change: tuple[str, str], solutions: Path, lessons: Path, write_source: Writer
) -> None:
    """Is a change to a source found, be it one that no student ever sees, and is nothing written?"""
    build(solutions, lessons, check=False)
    before = (lessons / "03_toys" / "toys.ipynb").read_bytes()
    write_source(change)
    said: list[str] = []
    assert build(solutions, lessons, check=True, on_progress=said.append) == [lessons / "03_toys" / "toys.ipynb"]
    assert said == ["03_toys: differs, its source has changed"]
    assert (lessons / "03_toys" / "toys.ipynb").read_bytes() == before
    assert build(solutions, lessons, check=False) == [lessons / "03_toys" / "toys.ipynb"]
    assert build(solutions, lessons, check=True) == []


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("damage", ["edited", "missing", "broken"])
def test_changed_lesson(damage: str, solutions: Path, lessons: Path) -> None:
    """Is a lesson that was edited, deleted or broken found, and mended by a build?"""
    build(solutions, lessons, check=False)
    path = lessons / "03_toys" / "toys.ipynb"
    whole = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(whole.replace(b"Twice a number", b"Thrice a number") if damage == "edited" else b"{")
    assert build(solutions, lessons, check=True) == [path]
    assert build(solutions, lessons, check=False) == [path]
    assert path.read_bytes() == whole
    assert build(solutions, lessons, check=False) == []


@pytest.mark.usefixtures("quick")
def test_extra_lessons(solutions: Path, lessons: Path) -> None:
    """Is a lesson without a source named by a check, and removed by a build only if a build had made it?"""
    build(solutions, lessons, check=False)
    stale = lessons / "02_gone" / "gone.ipynb"
    own = lessons / "02_gone" / "notes.ipynb"
    stale.parent.mkdir()
    stale.write_bytes((lessons / "03_toys" / "toys.ipynb").read_bytes())
    own.write_bytes(b"{}")
    (lessons / "README.md").write_text("The syllabus.")
    assert build(solutions, lessons, check=True) == [stale, own]
    assert stale.exists()
    assert build(solutions, lessons, check=False) == [stale]
    assert own.exists() and not stale.exists()


@pytest.mark.usefixtures("quick")
def test_one_failure_does_not_stop_the_others(solutions: Path, lessons: Path, source: Path) -> None:
    """Are the sound lessons built when one is not, and is the other named?"""
    (solutions / "04_bad").mkdir()
    (solutions / "04_bad" / "bad.py").write_text("# %%\n1\n")
    with pytest.raises(BuildError, match=r"04_bad: cell 1 \(demo\): expected the first code cell"):
        build(solutions, lessons, check=False)
    assert (lessons / "03_toys" / "toys.ipynb").exists()
    assert not (lessons / "04_bad").exists()


@pytest.mark.usefixtures("quick")
def test_leak_is_refused(write_source: Writer) -> None:
    """Is a lesson that shows a line of a solution never made?"""
    path = write_source(("Write `twice`.", "Write `return number / 2.0`."))
    with pytest.raises(BuildError, match=r"03_toys: cell 3 \(text\) shows a line of a solution"):
        made(read_source(path))


def test_lessons_of(solutions: Path, lessons: Path) -> None:
    """Are lessons found by their folder's name, and a folder without its source refused?"""
    (found,) = lessons_of(solutions, lessons)
    assert (found.name, found.notebook) == ("03_toys", lessons / "03_toys" / "toys.ipynb")
    (solutions / "__pycache__").mkdir()
    assert len(lessons_of(solutions, lessons)) == 1
    (solutions / "05_empty").mkdir()
    with pytest.raises(BuildError, match="the folder '05_empty' without it"):
        lessons_of(solutions, lessons)
    with pytest.raises(BuildError, match="found none"):
        lessons_of(lessons, lessons)


@pytest.mark.usefixtures("quick")
def test_only_the_named_lessons_are_built(solutions: Path, lessons: Path) -> None:
    """Does a build of one lesson leave the others' files alone, and refuse a name that it does not know?"""
    other = solutions / "04_others"
    other.mkdir()
    other.joinpath("others.py").write_text("not even Python (", encoding="utf-8")
    strange = lessons / "09_old" / "old.ipynb"
    strange.parent.mkdir(parents=True)
    strange.write_text("{}", encoding="utf-8")
    assert build(solutions, lessons, check=False, only=["03_toys"]) == [lessons / "03_toys" / "toys.ipynb"]
    assert strange.is_file()
    assert build(solutions, lessons, check=True, only=["03_toys"]) == []
    with pytest.raises(BuildError, match=r"got 05_none\. Try one of: 03_toys, 04_others"):
        build(solutions, lessons, check=False, only=["03_toys", "05_none"])
