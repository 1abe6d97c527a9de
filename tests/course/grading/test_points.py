"""How many points does an answer earn that is right in parts?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

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
