"""The two exercises of lesson 06 that a property decides: what is right, and what wrong answers are told."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest

from course.exercises.graphs.order import TOPOLOGICAL_ORDER, problem
from course.exercises.graphs.sigmoid import SIGMOID_SLIP, gradients
from course.gradcheck import numeric_gradient
from course.grading.calls import in_process
from course.grading.grade import grade

SUM_TIMES = np.array([[2, 3], [-1, -1], [1, 4], [-1, -1], [-1, -1]])
"""Row 0 is (x + y) z, row 2 is x + y; rows 1, 4 and 3 are x, y and z."""


def test_the_orders_of_a_small_graph_are_those_that_brute_force_finds() -> None:
    """Of all 120 orders, are the 8 accepted ones exactly those with parents first?"""
    accepted = [order for order in permutations(range(5)) if problem(SUM_TIMES, order) is None]
    good = [o for o in permutations(range(5)) if o.index(2) > max(o.index(1), o.index(4))
            and o.index(0) > max(o.index(2), o.index(3))]  # fmt: skip
    assert accepted == good and len(good) == 8


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([0, 1, 2, 3, 4], "Row 0 stands before its parent 2."),
        ([0, 2, 1, 3, 4], "the wrong way round, children first"),
        ([1, 4, 2, 3], "Row 0 is missing"),
        ([1, 4, 2, 3, 3], "Row 3 stands in the order more than once"),
        ([1, 4, 2, 3, 5], "5 is no row of this graph"),
        ([1, 4, -3, 3, 0], "-3 is no row of this graph"),
        ([[1, 4, 2, 3, 0]], "its shape is (1, 5)"),
        ([1.5, 4, 2, 3, 0], "whole numbers"),
        ([np.nan, 4, 2, 3, 0], "whole numbers"),
        ("abc", "an array of row numbers"),
        ({"order": 1}, "an array of row numbers"),
        ([], "Row 0 is missing"),
    ],
)
def test_what_a_wrong_order_is_told(order: Any, said: str) -> None:
    """Is each told what is off, and does it not raise whatever it is?"""
    assert said in str(problem(SUM_TIMES, order))


def test_a_row_that_names_a_parent_twice_waits_for_it_once() -> None:
    """Is b = a + a in order with a first?"""
    assert problem(np.array([[-1, -1], [0, 0]]), [0, 1]) is None
    assert problem(np.array([[-1, -1], [0, 0]]), [1, 0]) is not None


def test_an_order_may_come_as_a_list_or_as_floats() -> None:
    """Do a list and an array of floats earn full points?"""

    def answer(inputs: Any) -> Any:
        placed: list[float] = []
        while len(placed) < len(inputs):
            ready = (row for row in range(len(inputs)) if row not in placed)
            placed.append(next(row for row in ready if all(p in placed for p in inputs[row] if p >= 0)))
        return np.array(placed, dtype=float)

    assert grade(TOPOLOGICAL_ORDER, in_process(answer), 3).points == TOPOLOGICAL_ORDER.points
    assert grade(TOPOLOGICAL_ORDER, in_process(lambda inputs: list(answer(inputs))), 3).status == "correct"


@pytest.mark.parametrize("z", [-2.0, 0.0, 0.7, 3.0])
@pytest.mark.parametrize("y", [0.0, 0.4, 1.0])
def test_the_right_slope_of_the_squared_error_is_measured(z: float, y: float) -> None:
    """Is the first of the two gradients what differences give?"""
    measured = numeric_gradient(lambda v: 0.5 * (1 / (1 + np.exp(-v)) - y) ** 2, np.array(z))
    assert abs(gradients(z, y)[0] - float(measured.value)) <= 1e-7


@pytest.mark.parametrize(
    ("answer", "points"),
    [((0.0, 1.0, 0.5), 2.0), ((0, -2.0, 0.5), 2.0), ((-1e-12, 1.5, 0.45), 2.0), ((1.0, 1.0, 0.5), 4 / 3),
     ((0.0, 1.0, 1.0), 2 / 3), ((0.0, 1.0, 1.5), 2 / 3), ((0.0, 0.0, 0.5), 2 / 3), ((0.0, 40.0, 0.5), 2 / 3)],
)  # fmt: skip
def test_counterexamples(answer: Any, points: float) -> None:
    """Do numbers that part the two forms earn all, and those that do not keep only what is right in them?"""
    result = grade(SIGMOID_SLIP, in_process(lambda: answer), 0)
    assert result.points == pytest.approx(points, abs=1e-3), result.findings


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((1.0, 1.0, 0.5), "blind: there the sigmoid is 0.7311 and the slide's form 0.2689"),
        ((0.0, 1.0, 1.0), "both gradients point the same way"),
        ((0.0, 1.0, -0.5), "lies between 0 and 1"),
        ((0.0, 0.0, 0.5), "too near 0"),
        ((0.0, np.nan, 0.5), "z should be a real number"),
        ((0.0, "1", 0.5), "z should be one number"),
        ((np.zeros(2), 1.0, 0.5), "blind should be one number"),
        ((1e9, 1.0, 0.5), "blind should be a real number"),
        ((0.0, 1.0, 1j), "y should be a real number"),
    ],
)
def test_what_a_wrong_counterexample_is_told(answer: Any, said: str) -> None:
    """Is each told what is off, without a number that would be right?"""
    result = grade(SIGMOID_SLIP, in_process(lambda: answer), 0)
    assert any(said in finding.message for finding in result.findings), result.findings
