"""The syllabus is held to the notebooks: every item of the sources has its place, and the place is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest

LESSONS = Path(__file__).resolve().parents[2] / "lessons"
ITEMS = [f"I{number}" for number in range(1, 144)]
FLAGS = [f"F{number}" for number in range(1, 60)]
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)

Place = dict[str, str]


def places(syllabus: dict[str, Any]) -> list[tuple[str, Place]]:
    """Every key with each of its places; a key may have several."""
    return [
        (key, place) for key, found in syllabus.items() for place in (found if isinstance(found, list) else [found])
    ]


def headings(folder: Path) -> list[str]:
    """The headings of the lesson in ``folder``, from its text cells."""
    (path,) = folder.glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    text = "\n\n".join(FENCED.sub("", cell.source) for cell in cells if cell.cell_type == "markdown")
    return HEADING.findall(text)


def astray(syllabus: dict[str, Any], known: dict[str, list[str]]) -> list[str]:
    """Each place of ``syllabus`` that is not exactly once among the headings ``known`` of its lesson."""
    return [
        f"{key}: {place['lesson']} has the heading {place['heading']!r} {count} times"
        for key, place in places(syllabus)
        if (count := known.get(place["lesson"], []).count(place["heading"])) != 1
    ]


@pytest.fixture(scope="module")
def syllabus() -> dict[str, Any]:
    """The syllabus as it is in the repository."""
    return tomllib.loads((LESSONS / "syllabus.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def known() -> dict[str, list[str]]:
    """The headings of every lesson, by the lesson's folder name."""
    return {folder.name: headings(folder) for folder in sorted(LESSONS.glob("[0-9][0-9]_*"))}


def test_every_item_has_a_key(syllabus: dict[str, Any]) -> None:
    """Is every item and every flag of the sources in the syllabus?"""
    assert set(syllabus) == set(ITEMS + FLAGS)


def test_every_place_is_there(syllabus: dict[str, Any], known: dict[str, list[str]]) -> None:
    """Does every place name a heading that its lesson has, exactly once?"""
    assert astray(syllabus, known) == []


def test_a_heading_that_goes_is_noticed(syllabus: dict[str, Any], known: dict[str, list[str]]) -> None:
    """Is a place reported when its heading is renamed, taken away, or there twice?"""
    for key, place in places(syllabus):
        lesson, heading = place["lesson"], place["heading"]
        renamed = {**known, lesson: [f"{one} (renamed)" if one == heading else one for one in known[lesson]]}
        doubled = {**known, lesson: [*known[lesson], heading]}
        for changed in (renamed, doubled):
            assert any(line.startswith(f"{key}: {lesson}") for line in astray(syllabus, changed))


def test_every_lesson_is_in_it(syllabus: dict[str, Any], known: dict[str, list[str]]) -> None:
    """Does every lesson teach at least one item?"""
    assert {place["lesson"] for _, place in places(syllabus)} == set(known)
