from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from course import exercises
from grader.build.errors import SourceError
from grader.build.source import read_source

CHECK = 'check("twice", twice)'
HALF_CHECK = '"grade": true, "grade_id": "half"'
RENAMED = (HALF_CHECK, HALF_CHECK.replace("half", "third"))

PLANTED = {
    "a duplicate id": (('"grade_id": "half_code"', '"grade_id": "twice_code"'), "cell 7 (twice_code): expected a"),
    "points off": (('"points": 2', '"points": 4'), "cell 5 (twice): expected points 2, as in its spec, got 4"),
    "another check": ((CHECK, CHECK + "\nprint(1)"), 'cell 5 (twice): expected check("twice", twice), got'),
    "a check of the wrong function": ((CHECK, 'check("twice", half)'), 'expected check("twice", twice), got'),
    "an unknown exercise": (RENAMED, "cell 8 (third): expected the id"),
    "an exercise left out": (RENAMED, "expected cells for the exercise 'h"),
    "an answer without check": (RENAMED, 'expected a cell check("half", h'),
    "a bad answer id": (('"twice_code"', '"twice_answer"'), "cell 4 (twice_answer): expected a grade_id that ends"),
    "no answer before the check": (('"twice_code"', '"twice_answer"'), "cell 5 (twice): expected a cell"),
    "no setup first": (('# %% tags=["setup"]', "# %%"), 'cell 2 (demo): expected the first code cell to have tags'),
    "an empty cell": (("# %%\nfigure", "# %%\n\n# %%\nfigure"), "cell 6 (demo): expected text or code, got an"),
    "nbval told to look away": (("# %%\nfigure", "# %%\n# NBVAL_IGNORE_OUTPUT\nfigure"), "found 'NBVAL_'"),
    "a tag that lets a cell fail": (("# %%\nfigure", '# %% tags=["raises-exception"]\nfigure'), "found the tag"),
    "a semicolon that hides a value": (('print("a line")', "line;"), "cell 6 (demo): found ';' at the end"),
    "hidden tests": ((CHECK, "### BEGIN HIDDEN TESTS"), "cell 5 (twice): found 'HIDDEN TESTS'"),
    "metadata of no schema": (('"points": 2, ', ""), "expected valid nbgrader metadata"),
    "a solution in a demonstration": (
        ('print("a line")', "### BEGIN SOLUTION\n1\n### END SOLUTION"), "cell 6 (demo): expected solutions only in",
    ),
}


def test_sound_source(source: Path) -> None:
    """Does a source that keeps the format pass?"""
    assert read_source(source).cells


@pytest.mark.parametrize("name", PLANTED)
def test_planted_fault(name: str, write_source: Callable[..., Path]) -> None:
    """Is each fault found, and does its sentence name the lesson, the cell and what was expected?"""
    change, expected = PLANTED[name]
    with pytest.raises(SourceError) as caught:
        read_source(write_source(change))
    assert any(expected in problem for problem in caught.value.problems), caught.value
    assert all(line.startswith("03_toys: ") for line in str(caught.value).splitlines() if "expected" in line)


def test_every_problem_is_listed(write_source: Callable[..., Path]) -> None:
    """Does an author see all faults at once?"""
    with pytest.raises(SourceError) as caught:
        read_source(write_source(('"points": 2', '"points": 4'), ('"points": 3', '"points": 1')))
    assert len(caught.value.problems) == 2


def test_exercise_of_another_lesson(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is an exercise refused in a lesson that it does not belong to?"""
    moved = {name: replace(spec, lesson="04_other") for name, spec in exercises.catalogue().items()}
    monkeypatch.setattr(exercises, "catalogue", lambda: moved)
    with pytest.raises(SourceError, match=r"expected an exercise of 03_toys, got one of 04_other"):
        read_source(source)
