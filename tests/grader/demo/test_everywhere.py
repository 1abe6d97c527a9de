from __future__ import annotations

from copy import deepcopy

import numpy as np
import pytest

from course.exercises import catalogue
from course.grading.calls import in_process
from course.grading.grade import grade
from grader.demo.everywhere import Habit, first_half, no_change, noise, slip_everywhere
from grader.demo.slips import slips
from grader.demo.wrong_ways import NO_RETURN
from tests.grader.judge.lesson import POINTS, place, release, solved

NAMES = list(POINTS)


def changed(habit: Habit) -> set[str]:
    """The questions whose answers the habit changes in the reference."""
    before, after = solved(), solved()
    for edit in habit(release())[0]:
        edit(after)
    cells = {name: place(before, f"{name}_code") for name in NAMES}
    return {name for name, at in cells.items() if before.cells[at].source != after.cells[at].source}


@pytest.mark.parametrize(
    ("habit", "touched", "lost"),
    [
        (no_change, set(), {}),
        (noise, set(NAMES), {}),
        (first_half, set(NAMES[4:]), {name: POINTS[name] for name in NAMES[4:]}),
    ],
)
def test_a_habit_changes_the_answers_that_it_says_and_costs_what_they_are_worth(
    habit: Habit, touched: set[str], lost: dict[str, float]
) -> None:
    """Are the changed answers and the stated costs those of the habit's description?"""
    assert changed(habit) == touched
    assert habit(release())[1] == lost


def test_a_slip_is_made_in_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does each question lose its written slip's points, and all of them where no slip is written?"""
    assert changed(slip_everywhere) == set(NAMES)
    known = deepcopy(slips())
    wanted = {name: known[name].lost for name in NAMES} | {"mlp_grads": POINTS["mlp_grads"]}
    del known["mlp_grads"]
    monkeypatch.setattr("grader.demo.everywhere.slips", lambda: known)
    assert slip_everywhere(release())[1] == wanted
    assert changed(slip_everywhere) == set(NAMES)


@pytest.mark.parametrize("name", catalogue())
def test_an_answer_that_returns_nothing_earns_nothing(name: str) -> None:
    """May a lesson without written slips state that all is lost: does no exercise pay for None?"""
    space: dict[str, object] = {"np": np}
    exec(NO_RETURN.replace("{question}", name), space)
    assert grade(catalogue()[name], in_process(space[name]), 5).points == 0
