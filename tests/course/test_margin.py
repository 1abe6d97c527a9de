from __future__ import annotations

import itertools
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.data import planted, with_bias
from course.errors import InputError
from course.gates import INPUTS, TABLES, table
from course.margin import (
    best_separator,
    mistake_bound,
    radius,
    separable,
    signed_margin,
    unsigned_margin,
)
from course.perceptron import RULES, train

SEEDS = st.integers(0, 10_000)
XOR = with_bias(INPUTS), 2 * table("XOR") - 1


def best_by_angle(X: np.ndarray, y: np.ndarray) -> float:
    """The best margin in the plane, found over a fine grid of directions: the oracle."""
    angles = np.linspace(0, 2 * np.pi, 200_001)
    directions = np.array([np.cos(angles), np.sin(angles)])
    return float((y[:, None] * (X @ directions)).min(axis=0).max())


def test_margins_by_hand() -> None:
    """Does the example of the lesson give 4 and -5, and a longer w the same?"""
    X, y = [[3.0, 4.0], [0.0, -5.0]], [1, -1]
    assert signed_margin(X, y, [0.0, 2.0]) == 4.0
    assert signed_margin(X, y, [0.0, 20.0]) == 4.0
    assert signed_margin(X, y, [0.0, -2.0]) == -5.0


def test_the_unsigned_margin_of_xor_is_one_though_nothing_is_separated() -> None:
    """Is the slide's definition off by its absolute value, as the lesson says?"""
    assert unsigned_margin(XOR[0], [1.0, 0.0, 0.0]) == 1.0
    assert signed_margin(*XOR, [1.0, 0.0, 0.0]) == -1.0
    assert not separable(*XOR)


def test_the_radius_is_measured_from_the_origin() -> None:
    """Do rows (3, 4) and (-3, -4) have radius 5, not the 10 between them?"""
    assert radius([[3.0, 4.0], [-3.0, -4.0]]) == 5.0


def test_fourteen_of_sixteen_functions_of_two_inputs_are_separable() -> None:
    """Are XOR and XNOR the only two that are not?"""
    lifted = with_bias(INPUTS)
    labels = [2.0 * np.array([k >> i & 1 for i in range(4)]) - 1 for k in range(16)]
    impossible = [tuple(((y + 1) / 2).astype(int)) for y in labels if not separable(lifted, y)]
    assert sorted(impossible) == sorted([TABLES["XOR"], TABLES["XNOR"]])


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_the_best_separator_of_the_plane_beats_every_direction(seed: int) -> None:
    """Does the exact method agree with a search over 200,000 directions?"""
    rng = np.random.default_rng(seed)
    X, y, _ = planted(rng, int(rng.integers(2, 15)), 2, float(rng.uniform(0.05, 0.8)))
    w, gamma = best_separator(X, y)
    found = best_by_angle(X, y)  # off by half a step of the grid at most, times R = 1
    assert found - 1e-12 <= gamma <= found + np.pi / 200_000
    assert signed_margin(X, y, w) == pytest.approx(gamma, abs=1e-12)
    assert w @ w == pytest.approx(1.0)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_best_separator_finds_the_planted_one(seed: int) -> None:
    """Are w* and γ the planted ones, to 1e-8, in more dimensions?"""
    rng = np.random.default_rng(seed)
    gamma = float(np.exp(rng.uniform(np.log(0.01), np.log(0.7))))
    X, y, w_star = planted(rng, int(rng.integers(2, 40)), int(rng.integers(2, 8)), gamma)
    w, found = best_separator(X, y)
    assert found == pytest.approx(gamma, abs=1e-8)
    assert np.allclose(w, w_star, atol=1e-7)


@pytest.mark.parametrize("seed", range(5))
def test_the_best_separator_agrees_with_a_support_vector_machine(seed: int) -> None:
    """Does a hard-margin SVM, its intercept made 0 by mirrored rows, find the same margin?"""
    from sklearn.svm import SVC

    rng = np.random.default_rng(seed)
    w_true = rng.normal(size=3)
    X = rng.normal(size=(30, 3))
    X = X[np.abs(X @ w_true) > 0.3]
    y = np.sign(X @ w_true)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        machine = SVC(kernel="linear", C=1e10, tol=1e-10).fit(np.vstack([X, -X]), np.append(y, -y))
    assert best_separator(X, y)[1] == pytest.approx(1 / float(np.linalg.norm(machine.coef_)), rel=1e-5)


def test_scale_moves_the_margin_and_no_direction() -> None:
    """Is γ in the units of X, however large or small these are?"""
    X, y, _ = planted(np.random.default_rng(3), 10, 3, 0.2)
    for c in (1e-6, 1e6):
        w, gamma = best_separator(c * X, y)
        assert gamma == pytest.approx(0.2 * c)
        assert np.allclose(w, best_separator(X, y)[0])


def test_what_cannot_be_separated_is_refused() -> None:
    """Do XOR, a row with both labels and a row of zeros raise instead of giving some w?"""
    for X, y in (XOR, ([[1.0, 1.0], [1.0, 1.0]], [1, -1]), ([[0.0, 0.0]], [1])):
        assert not separable(X, y)
        with pytest.raises(InputError, match="separable"):
            best_separator(X, y)


@pytest.mark.parametrize("rule", RULES)
def test_a_thousand_random_sets_keep_the_bound(rule: str) -> None:
    """Is the number of updates within the bound on 1,000 random sets, in random order, for each rule?"""
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        gamma = float(np.exp(rng.uniform(np.log(0.05), np.log(0.6))))
        c = float(np.exp(rng.uniform(-1, 1)))
        X, y, _ = planted(rng, int(rng.integers(2, 25)), int(rng.integers(2, 7)), gamma * c, c)
        order = rng.permutation(len(y))
        run = train(X[order], y[order], rule, 100_000)  # type: ignore[arg-type]
        assert run.converged
        assert len(run.updates) <= mistake_bound(X, gamma * c, rule)  # type: ignore[arg-type]


def test_the_classic_bound_is_reached() -> None:
    """Do the unit vectors of 9 dimensions, all of class +1, take the whole of (R/γ)² = 9 updates?"""
    assert mistake_bound(np.eye(9), 1 / 3, "classic") == pytest.approx(9)
    assert len(train(np.eye(9), np.ones(9), "classic").updates) == 9


def test_the_slides_numbers() -> None:
    """Does the run with γ ≈ 0.13 and R ≈ 1 have the bound 171, and 57.7 with rows ten times as long?"""
    gamma = np.sqrt(1.98 / (171 - 57.7))
    rows = np.array([[np.sqrt(171 * gamma**2 - 2), 0.0]])
    assert gamma == pytest.approx(0.13, abs=0.005)
    assert radius(rows) == pytest.approx(1, abs=0.01)
    assert mistake_bound(rows, gamma, "margin") == pytest.approx(171)
    assert mistake_bound(10 * rows, 10 * gamma, "margin") == pytest.approx(57.7)


@settings(max_examples=50, deadline=None)
@given(seed=SEEDS, c=st.floats(1e-3, 1e3))
def test_the_classic_bound_has_no_scale(seed: int, c: float) -> None:
    """Is (R/γ)² the same for rows c times as long, while the margin rule's bound falls as c grows?"""
    X = np.random.default_rng(seed).normal(size=(5, 3))
    assert mistake_bound(c * X, c * 0.3, "classic") == pytest.approx(mistake_bound(X, 0.3, "classic"))
    extra = mistake_bound(c * X, c * 0.3, "margin") - mistake_bound(X, 0.3, "classic")
    assert extra == pytest.approx(2 / (0.3 * c) ** 2, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("gamma", [0.0, -0.5, float("nan"), float("inf")])
def test_no_margin_no_bound(gamma: float) -> None:
    """Is a bound refused where nothing is separated?"""
    with pytest.raises(InputError, match="a positive margin"):
        mistake_bound([[1.0, 2.0]], gamma, "classic")


def test_zero_weights_have_no_margin() -> None:
    """Is w = 0 refused, with a word on why?"""
    with pytest.raises(InputError, match="a direction"):
        signed_margin([[1.0]], [1], [0.0])


def test_every_table_of_three_bits_is_told_apart() -> None:
    """Are exactly the tables separable that a linear programme calls so, all 256 of them?"""
    from scipy.optimize import linprog

    X = np.c_[np.ones(8), list(itertools.product([0.0, 1.0], repeat=3))]
    told = []
    for labels in itertools.product([-1.0, 1.0], repeat=8):
        y = np.array(labels)
        feasible = linprog(np.zeros(4), A_ub=-y[:, None] * X, b_ub=-np.ones(8), bounds=(None, None)).status == 0
        told.append(separable(X, y) == feasible)
    assert all(told) and len(told) == 256
