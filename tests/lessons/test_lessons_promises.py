"""What every lesson promises: it runs in every state, it is fair, it gives nothing away, it is up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course import exercises
from grader.build.cells import question, role
from grader.build.leaks import leaks, solution_lines
from grader.build.lessons import serialise
from grader.build.reference import earned


def test_both_lessons_are_there(lessons_folder: Path) -> None:
    """Are the perceptron and backpropagation there, as sources and as lessons?"""
    for name, topic in (("01_perceptron", "perceptron"), ("07_backprop", "backprop")):
        assert (lessons_folder.parent / "solutions" / name / f"{topic}.py").is_file()
        assert (lessons_folder / name / f"{topic}.ipynb").is_file()


def test_every_exercise_has_its_lesson(lessons_folder: Path) -> None:
    """Does each exercise of the course belong to a lesson that has a source?"""
    lessons = {spec.lesson for spec in exercises.catalogue().values()}
    assert lessons <= {path.parent.name for path in lessons_folder.parent.glob("solutions/*/*.py")}


def test_fresh_lesson_reaches_its_last_cell(runs: Any) -> None:
    """Does "Run All" on an untouched lesson end at the last cell, without a word on stderr?"""
    counts = [cell.execution_count for cell in runs.fresh.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_fresh_lesson_earns_nothing(runs: Any) -> None:
    """Does an untouched lesson earn 0 on every question of the course?"""
    ids = [spec.id for spec in exercises.of_lesson(runs.lesson.name)]
    assert ids and earned(runs.fresh) == dict.fromkeys(ids, 0.0)


def test_reference_earns_everything(runs: Any) -> None:
    """Do the lesson's own solutions earn every point that the specs give?"""
    assert earned(runs.solved) == {spec.id: spec.points for spec in exercises.of_lesson(runs.lesson.name)}


def test_stored_lesson_is_the_build(runs: Any) -> None:
    """Is the stored lesson, byte for byte and pictures included, what its source gives on this machine now?"""
    assert runs.lesson.notebook.read_bytes() == serialise(runs.fresh), "Try: grader build"


def test_stored_lesson_was_run_whole(runs: Any) -> None:
    """Has every code cell of the stored lesson been run? nbval compares nothing where the count is null."""
    code = [cell for cell in runs.stored.cells if cell.cell_type == "code"]
    assert code and all(cell.execution_count for cell in code)


def test_no_solution_reaches_a_lesson(runs: Any) -> None:
    """Is every line of a solution absent from the lesson's cells and outputs, and is there something to look for?"""
    assert leaks(runs.source, runs.stored) == []
    for cell in runs.source.cells:
        if role(cell) == "answer":
            alone = runs.source.copy()
            alone.cells = [cell]
            assert solution_lines(alone), f"{question(cell)}: every line of its solution is trivial"


def test_a_solution_left_in_would_be_noticed(runs: Any) -> None:
    """Does the same search, put to the source itself, find every line?"""
    assert len(leaks(runs.source, runs.source)) >= len(set(solution_lines(runs.source))) > 0
