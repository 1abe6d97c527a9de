"""How many points does an answer earn that is right in parts?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from course.exercises.spec import Case, ValueExercise
from tests.course.small import LINEAR, judged, linear

# LINEAR: 4 points; the main case has 3 shares of 4, a batch of one has 1; three parts in each.
MAIN, LATER = 1.0, 1 / 3


def answering(**wrong: Any) -> Any:
    """`linear`, with the parts named wrong where the test says so of X."""

    def function(W: Any, b: Any, X: Any, dZ: Any) -> Any:
        parts = dict(zip(("dW", "db", "dX"), linear(W, b, X, dZ), strict=True))
        return tuple(value * 3 if part in wrong and wrong[part](X) else value for part, value in parts.items())

    return function


def always(X: Any) -> bool:
    return True


def one_row(X: Any) -> bool:
    return len(X) == 1


def many_rows(X: Any) -> bool:
    return len(X) > 1


@pytest.mark.parametrize(
    "wrong, points, status",
    [
        ({"dW": always}, 4 - MAIN - LATER, "partial"),
        ({"dW": one_row}, 4 - LATER, "partial"),
        ({"dW": one_row, "db": one_row, "dX": one_row}, 3 * MAIN, "partial"),
        ({"dW": many_rows}, 4 - MAIN - LATER, "partial"),  # right on one row alone earns nothing
        ({"dW": many_rows, "db": one_row}, 4 - MAIN - 2 * LATER, "partial"),
        ({"dW": many_rows, "db": many_rows, "dX": many_rows}, 0.0, "wrong"),
        ({"dW": always, "db": always, "dX": always}, 0.0, "wrong"),
    ],
)
def test_points_are_parts_times_cases(wrong: Any, points: float, status: str) -> None:
    """Is each part of each case worth its share, and a later case only if the main case got that part right?"""
    result = judged(LINEAR, answering(**wrong))
    assert result.points == pytest.approx(points, abs=1e-4) and result.status == status
    assert {part for part, right in result.parts.items() if not right} >= set(wrong)


def test_a_case_that_stands_alone_counts_alone() -> None:
    """Does a case marked alone earn its points whatever became of the main one?"""
    cases = (LINEAR.cases[0], replace(LINEAR.cases[1], alone=True))
    wrong = answering(dW=many_rows, db=many_rows, dX=many_rows)
    assert judged(replace(LINEAR, cases=cases), wrong).points == pytest.approx(1.0)


def test_one_wrong_trial_of_three_loses_the_part() -> None:
    """Must a part be right on every trial of a case?"""
    calls = 0

    def third_time_wrong(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        dW, db, dX = linear(*args)
        return dW, db * (3 if calls == 4 else 1), dX

    result = judged(LINEAR, third_time_wrong)
    assert result.points == pytest.approx(4 - MAIN - LATER, abs=1e-4)
    assert [(f.part, f.trial) for f in result.findings] == [("db", 2)]


GATES = {"AND": 0.75, "OR": 0.25, "NOR": -0.25}
"""A gate to its number: an exercise of three cases, of which two stand alone."""


def gate_case(gate: str) -> Case:
    return Case(f"the gate {gate}", lambda rng: {"gate": gate}, trials=1, alone=gate != "AND")


GATE = ValueExercise(
    id="gate", lesson="00_small", title="Gates", points=3, signature=("gate",), parts=("b",),
    cases=tuple(gate_case(gate) for gate in GATES), reference=lambda gate: {"b": GATES[gate]},
)  # fmt: skip


def failing_on(*gates: str, error: type[Exception], wrong: tuple[str, ...] = ()) -> Any:
    """An answer that stops on these gates and is wrong on those."""

    def function(gate: str) -> float:
        if gate in gates:
            raise error
        return GATES[gate] + (gate in wrong)

    return function


@pytest.mark.parametrize("error", [KeyError, NotImplementedError])
@pytest.mark.parametrize("gate", GATES)
def test_a_gate_that_stops_costs_that_gate_alone(gate: str, error: type[Exception]) -> None:
    """Does it cost the same whether the first of several questions fails or a later one?"""
    result = judged(GATE, failing_on(gate, error=error))
    assert (result.points, result.status) == (2.0, "partial")
    assert result.diagnosis is not None and f"On the gate {gate} it " in result.diagnosis.message


@pytest.mark.parametrize("error, status", [(KeyError, "crashed"), (NotImplementedError, "not_attempted")])
def test_where_nothing_came_back_the_call_s_own_status_stands(error: type[Exception], status: str) -> None:
    """Is a stub still a stub, and a crash on every case a crash, with one finding as before?"""
    result = judged(GATE, failing_on(*GATES, error=error))
    assert (result.points, result.status, len(result.findings)) == (0.0, status, 1)


def test_an_answer_that_is_wrong_where_it_does_not_stop_is_wrong() -> None:
    """Is it no stub any more once some case was answered, and does no case earn a point by another's fault?"""
    result = judged(GATE, failing_on("AND", "OR", error=NotImplementedError, wrong=("NOR",)))
    assert (result.points, result.status) == (0.0, "wrong")


def test_a_case_that_hangs_on_the_main_one_is_not_asked_after_it_failed() -> None:
    """Is a function that stops on the main inputs called once and no more?"""
    calls: list[Any] = []

    def function(*args: Any) -> Any:
        calls.append(args)
        raise ValueError

    assert judged(LINEAR, function).status == "crashed" and len(calls) == 1
