"""Is a solution noticed that luck can cost points?"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest
from rich.console import Console

from course.exercises import catalogue
from course.exercises.spec import ChoiceExercise
from tests.mutants import solutions
from tests.mutants.lessons import answers
from tests.mutants.scope import Scope
from tests.mutants.test_mutants_run import Here

pytestmark = pytest.mark.xdist_group("mutants")

EXERCISE = "best_of_k"


def test_every_exercise_has_its_solution_in_the_table() -> None:
    """Are all in it but the choices, each with a function from its lesson?"""
    missing = set(catalogue()) - set(solutions.judged())
    assert all(isinstance(catalogue()[name], ChoiceExercise) for name in missing)
    assert all(callable(answers()[name]) for name in solutions.judged())


def test_a_loss_on_one_seed_is_counted_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Is an answer found that is too coarse at one of its seeds, and is that seed named?"""
    monkeypatch.setattr(solutions, "SEEDS", 3)
    monkeypatch.setattr(solutions, "loses", lambda name, seed: (name, seed) == (EXERCISE, solutions.FIRST + 1))
    found = solutions.table(Console(width=150), Scope(names=frozenset({EXERCISE})), Here())
    assert found == {"exercises": 1, "seeds": 3, "lost": 1}
    assert f"{EXERCISE} | 1 of 3 seeds, the first {solutions.FIRST + 1}" in capsys.readouterr().out


def test_a_wrong_solution_loses_and_a_right_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the judgement that of the grader?"""
    assert not solutions.loses(EXERCISE, 0)
    wrong: dict[str, Any] = {EXERCISE: lambda k, m, p: 0.0}
    monkeypatch.setattr(solutions, "answers", lambda: wrong)
    assert solutions.loses(EXERCISE, 0)


def test_the_work_can_go_to_other_processes() -> None:
    """Does a share come back from a process of its own?"""
    with ProcessPoolExecutor(1) as pool:
        scope = Scope(quick=True, names=frozenset({EXERCISE}))
        assert solutions.table(Console(quiet=True), scope, pool) == {"exercises": 1, "seeds": 1, "lost": 0}
