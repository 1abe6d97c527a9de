from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.data import planted
from course.margin import best_separator, signed_margin
from course.perceptron import RULES, Rule, train
from course.sandwich import ceiling, sandwich


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10_000), rule=st.sampled_from(RULES), c=st.floats(0.3, 5))
def test_every_update_stays_between_the_walls(seed: int, rule: Rule, c: float) -> None:
    """Does m·γ ≤ w*ᵀw ≤ ‖w‖ ≤ ceiling hold after every update of every run?"""
    X, y, _ = planted(np.random.default_rng(seed), 10, 3, 0.15 * c, c)
    w_star, gamma = best_separator(X, y)
    walls = sandwich(train(X, y, rule, 10_000), X, y, w_star, gamma)
    rounding = 1e-9 * walls.ceiling[-1]
    assert (walls.floor <= walls.progress + rounding).all()
    assert (walls.progress <= walls.norm + rounding).all()
    assert (walls.norm <= walls.ceiling + rounding).all()
    assert walls.count[-1] <= walls.bound


@pytest.mark.parametrize("rule", RULES)
def test_each_step_of_the_proof(rule: Rule) -> None:
    """Does each update lengthen ‖w‖² by at most 2 + R² (R² if classic) and go forward by at least γ?"""
    X, y, _ = planted(np.random.default_rng(4), 20, 4, 0.1)
    w_star, gamma = best_separator(X, y)
    walls = sandwich(train(X, y, rule, 10_000), X, y, w_star, gamma)
    most = walls.R**2 + (2 if rule == "margin" else 0)
    assert np.diff(walls.norm**2).max() <= most + 1e-9
    assert np.diff(walls.progress).min() >= gamma - 1e-9


def test_the_walls_meet_at_the_bound() -> None:
    """Is the ceiling at m = bound exactly m·γ?"""
    X, y, w_star = planted(np.random.default_rng(0), 6, 2, 0.3)
    for rule in RULES:
        walls = sandwich(train(X, y, rule), X, y, w_star, 0.3)
        assert ceiling(walls.bound, walls.R, rule) == pytest.approx(walls.bound * 0.3)


def test_the_margin_of_the_log_is_that_of_the_weights() -> None:
    """Is there none at the start, and the signed margin of w after each update?"""
    X, y, w_star = planted(np.random.default_rng(1), 8, 2, 0.2)
    run = train(X, y, "margin")
    walls = sandwich(run, X, y, w_star, 0.2)
    assert np.isnan(walls.margin[0])
    assert walls.margin[-1] == signed_margin(X, y, run.w)
