"""Are the exercises of every lesson found by themselves, in the lessons' order?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import course.exercises
from course.errors import UnknownExerciseError
from course.exercises import catalogue, find, of_lesson

SPEC = """
from course.exercises.spec import ChoiceExercise
def make(name, lesson): return ChoiceExercise(id=name, lesson=lesson, title=name, points=1.0, options="ab")
EXERCISES = ({})
"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    """A folder whose modules and packages stand in `course.exercises` too."""
    course.exercises.__path__.append(str(tmp_path))
    catalogue.cache_clear()
    yield tmp_path
    course.exercises.__path__.remove(str(tmp_path))
    catalogue.cache_clear()
    for name in ("zero", "middle", "helpers"):
        sys.modules.pop(f"course.exercises.{name}", None)


def test_packages_and_modules_are_found_and_sorted_by_lesson(room: Path) -> None:
    """Is a new lesson found without a list, put where its number says, its own order kept, and helpers left out?"""
    (room / "zero.py").write_text(SPEC.format("make('z', '00_before'), make('a', '00_before')"))
    (room / "middle").mkdir()
    (room / "middle" / "__init__.py").write_text(SPEC.format("make('m', '03_middle'),"))
    (room / "helpers.py").write_text("draws = ()")
    ids = list(catalogue())
    assert ids[:2] == ["z", "a"] and ids.index("gate_weights") < ids.index("m") < ids.index("relu_backward")
    assert [exercise.id for exercise in of_lesson("00_before")] == ["z", "a"]
    assert find("m").lesson == "03_middle"


def test_two_of_one_name_are_refused(room: Path) -> None:
    """Is an id that two lessons use an error of ours, told by name?"""
    (room / "zero.py").write_text(SPEC.format("make('gate_weights', '00_before'),"))
    with pytest.raises(ValueError, match="two exercises have the id 'gate_weights'"):
        catalogue()


def test_the_lessons_stand_in_their_order() -> None:
    """Is the catalogue sorted by lesson, and is an unknown id answered with those that there are?"""
    lessons = [exercise.lesson for exercise in catalogue().values()]
    assert lessons == sorted(lessons) and lessons
    with pytest.raises(UnknownExerciseError, match=r"Try one of: .*gate_weights"):
        find("gate_weight")
