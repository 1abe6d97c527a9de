"""`xnor_weights`, `collapsed_rows` and `parity_weights`: what is right, and what a wrong answer is told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.exercises.networks.formula import ALL, COLLAPSED_ROWS, formula
from course.exercises.networks.formula import right as formula_right
from course.exercises.networks.parity import PARITY_WEIGHTS, parity, run
from course.exercises.networks.parity import right as parity_right
from course.exercises.networks.xnor import GATES, XNOR_WEIGHTS
from course.exercises.networks.xnor import right as xnor_right
from course.grading.calls import in_process
from course.grading.grade import grade

BY_WORDS: dict[str, Callable[[int, int], int]] = {
    "AND": lambda p, q: p and q,
    "OR": lambda p, q: p or q,
    "NAND": lambda p, q: not (p and q),
    "NOR": lambda p, q: not (p or q),
}
WHOLE = st.integers(-2, 2)


def xnor_by_hand(first: str, W: Any, b: Any, v: Any, c: float) -> bool:
    """Whether a net is a right answer, worked out one sum at a time."""
    for p, q in product((0, 1), repeat=2):
        h = [int(w[0] * p + w[1] * q + bias > 0) for w, bias in zip(W, b, strict=True)]
        if h[0] != int(BY_WORDS[first](p, q)) or int(v[0] * h[0] + v[1] * h[1] + c > 0) != int(p == q):
            return False
    return True


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(GATES), st.lists(WHOLE, min_size=9, max_size=9))
def test_a_net_is_right_exactly_where_a_count_by_hand_says_so(first: str, entries: list[int]) -> None:
    """Do the verdict and an independent truth table agree on nets of small whole numbers, halved biases?"""
    W, b = np.reshape(entries[:4], (2, 2)), np.array(entries[4:6]) / 2
    v, c = np.array(entries[6:8]), entries[8] / 2
    said = XNOR_WEIGHTS.verify(args={"first": first}, answer={"W": W, "b": b, "v": v, "c": c})
    assert (not any(said.values())) == xnor_by_hand(first, W, b, v, c)


@pytest.mark.parametrize("first", GATES)
def test_the_reference_is_right_by_hand(first: str) -> None:
    """Does the spec's own answer pass the independent table?"""
    assert xnor_by_hand(first, **xnor_right(first))


def test_what_is_said_of_a_wrong_net_for_xnor() -> None:
    """Are a turned-round bias, a tie, a fold too many and a net for XOR each told apart?"""
    made = xnor_right("AND")

    def said(**changed: Any) -> dict[str, str | None]:
        return dict(XNOR_WEIGHTS.verify(args={"first": "AND"}, answer=made | changed))

    assert "your b is a threshold" in str(said(b=-made["b"])["b"])
    assert "because its net input is exactly 0" in str(said(b=np.array([-2.0, 0.5]))["W"])
    alike = said(W=np.ones((2, 2)), b=np.array([-1.5, -1.5]))
    assert "no output unit can" in str(alike["W"]) and alike["v"] == alike["W"]
    turned = said(v=-made["v"], c=-made["c"])
    assert turned["W"] is None and "it computes XOR" in str(turned["v"])
    assert "the hidden units give (0, 1) and the output is 0" in str(said(v=np.array([1.0, 0.0]))["c"])


def test_the_formula_is_that_of_the_slide() -> None:
    """Does it agree with the formula written out in words on all sixteen rows, and does it collapse as claimed?"""
    for (A, X, Y, Z), given_ in zip(ALL.astype(bool), formula(ALL), strict=True):
        left = (A and not X and Z) or (A and not Y)
        assert given_ == (left and ((X and Y) or (not X and Z)))
        assert given_ == (A and not X and Z)


def test_what_is_said_of_wrong_outputs_and_units() -> None:
    """Are readings of the formula named, values that are no truth values refused, and a threshold noticed?"""
    right = formula_right(ALL)

    def said(**changed: Any) -> dict[str, str | None]:
        return dict(COLLAPSED_ROWS.verify(args={"rows": ALL}, answer=right | changed))

    A, X, Y, Z = ALL.T.astype(int)
    assert not any(said().values())
    assert "an output is -1" in str(said(outputs=-right["outputs"])["outputs"])
    left_to_right = (((A & (1 - X) & Z) | A) & (1 - Y)) & ((X & Y) | ((1 - X) & Z))
    assert "from left to right" in str(said(outputs=left_to_right)["outputs"])
    assert "on A, X, Y, Z = (0, 0, 0, 1)" in str(said(outputs=Z)["outputs"])
    assert "your b is a threshold" in str(said(b=1.5)["w"])
    assert "it errs on" in str(said(w=np.array([1.0, 0.0, 0.0, 0.0]))["b"])
    assert said(w=np.zeros(4))["outputs"] is None


@pytest.mark.parametrize("d", [1, 2, 3, 4, 6])
def test_counters_compute_parity(d: int) -> None:
    """Is the reference's net right on every row, by Python's own count?"""
    rows = list(product((0.0, 1.0), repeat=d))
    assert run(parity_right(d, d)["layers"], np.array(rows)).tolist() == [sum(row) % 2 for row in rows]
    assert parity(d).tolist() == [sum(row) % 2 for row in rows]


def test_what_is_said_of_a_wrong_net_for_parity() -> None:
    """Are misfitting layers named by number, too many units counted, and the even net recognised?"""
    (W, b), (v, c) = parity_right(3, 3)["layers"]

    def said(*layers: Any) -> str:
        return str(PARITY_WEIGHTS.verify(args={"d": 3, "most": 4}, answer={"layers": layers})["layers"])

    assert said((W, b), (v, c)) == "None"
    assert "W of layer 2 should have the shape (1, 3)" in said((W, b), (v.T, c))
    assert "b of layer 1 should be a vector" in said((W, -0.5), (v, c))
    assert "layer 2 should be a pair" in said((W, b), v)
    assert "the last layer should have one unit, and it has 3" in said((W, b))
    wide = (np.ones((5, 3)), np.zeros(5)), (np.ones((1, 5)), c)
    assert said(*wide) == "the net has 5 hidden units, and at most 4 are allowed"
    assert "whether the number is even" in said((W, b), (-v, -c))
    assert said((W, b), (np.abs(v), c)).startswith("on the input (0, 1, 1) the net gives 1, parity is 0")


def test_one_unit_alone_earns_nothing_for_parity() -> None:
    """Does the net of the lesson's "try first" get no points?"""
    answer = in_process(lambda d, most: [(np.ones((1, d)), np.array([-0.5]))])
    assert grade(PARITY_WEIGHTS, answer, 3).points == 0
