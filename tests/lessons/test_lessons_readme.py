"""`lessons/README.md` is held to the lessons: what it counts, what it says is corrected, and its sources."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import nbformat
import pytest

LESSONS = Path(__file__).resolve().parents[2] / "lessons"
NAMES = sorted(folder.name for folder in LESSONS.glob("[0-9][0-9]_*"))
ROW = re.compile(r"^\| \[(\w+)\]\((\S+)\) \|[^|]*\| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
HEAD = re.compile(r"\*\*(\d+) minutes, (\d+) exercises, (\d+) points\. Needs:\*\*")


def one_line(text: str) -> str:
    return " ".join(text.split())


def bullets(text: str) -> list[str]:
    """The items of a list in Markdown, each on one line."""
    return [one_line(item) for item in re.findall(r"^- (.*(?:\n  .*)*)", text, re.MULTILINE)]


def notebook(name: str) -> nbformat.NotebookNode:
    (path,) = (LESSONS / name).glob("*.ipynb")
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def page() -> str:
    return (LESSONS / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sections(page: str) -> dict[str, str]:
    """The page's part for each lesson, by the lesson's number."""
    return {part[:2]: part for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]}


def test_every_lesson_is_counted_as_it_is(page: str, sections: dict[str, str]) -> None:
    """Do the table and the sections give each lesson's own number of exercises and points, and one time?"""
    rows = {name: tuple(map(int, found)) for name, _, *found in ROW.findall(page)}
    assert sorted(rows) == NAMES
    for name in NAMES:
        cells = [cell.metadata.get("nbgrader", {}) for cell in notebook(name).cells]
        marked = [cell["points"] for cell in cells if cell.get("grade")]
        assert rows[name][1:] == (len(marked), sum(marked)), name
        said = HEAD.search(one_line(sections[name[:2]]))
        assert said is not None and tuple(map(int, said.groups())) == rows[name]


def test_the_sums_are_right(page: str) -> None:
    """Is the last row of the table the sum of the others?"""
    columns = zip(*(map(int, found) for _, _, *found in ROW.findall(page)), strict=True)
    assert f"| | together | {' | '.join(str(sum(column)) for column in columns)} |" in page


def test_every_link_leads_to_a_notebook(page: str) -> None:
    """Does each row link the lesson's notebook?"""
    assert all((LESSONS / link).is_file() for _, link, *_ in ROW.findall(page))


@pytest.mark.parametrize("name", NAMES)
def test_the_sources_are_those_of_the_lesson(name: str, sections: dict[str, str]) -> None:
    """Is each source that the lesson lists in the page, word for word, and no other?"""
    text = "\n\n".join(cell.source for cell in notebook(name).cells if cell.cell_type == "markdown")
    wanted = bullets(text.partition("## References")[2])
    assert wanted and bullets(sections[name[:2]].partition("**References**")[2]) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_slip_that_a_lesson_corrects_is_named(name: str, sections: dict[str, str]) -> None:
    """Does the page name each slip of the sources that the syllabus places in the lesson?"""
    syllabus = tomllib.loads((LESSONS / "syllabus.toml").read_text(encoding="utf-8"))
    placed = {
        key
        for key, found in syllabus.items()
        for place in (found if isinstance(found, list) else [found])
        if key.startswith("F") and place["lesson"] == name
    }
    assert placed <= set(re.findall(r"\bF\d+\b", sections[name[:2]].partition("**References**")[0]))
