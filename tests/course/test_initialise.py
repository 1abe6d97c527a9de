"""Do initialisers draw the variance that their papers state, and does it do what it is for?"""

from __future__ import annotations

import numpy as np
import pytest

from course.errors import InputError
from course.initialise import INITIALISERS, glorot_normal, glorot_uniform, he_normal, he_uniform, initialiser
from course.layers import linear

OUT, INTO = 300, 700
VARIANCE = {"he_normal": 2 / INTO, "he_uniform": 2 / INTO, "glorot_normal": 2 / (OUT + INTO),
            "glorot_uniform": 2 / (OUT + INTO), "zeros": 0.0}  # fmt: skip


@pytest.mark.parametrize("name", INITIALISERS)
def test_mean_and_variance(name: str) -> None:
    """Over 210,000 weights, is the mean 0 and the variance the stated one, within six standard errors?"""
    W = INITIALISERS[name](np.random.default_rng(0), OUT, INTO)
    assert W.shape == (OUT, INTO)
    assert W.dtype == np.float64
    expected = VARIANCE[name]
    assert abs(W.mean()) <= 6 * np.sqrt(expected / W.size)
    assert abs(W.var() - expected) <= 6 * expected * np.sqrt(2 / W.size)


@pytest.mark.parametrize("rule, bound", [(he_uniform, np.sqrt(6 / INTO)), (glorot_uniform, np.sqrt(6 / 1000))])
def test_uniform_weights_stay_in_their_bounds_and_fill_them(rule: object, bound: float) -> None:
    """Is the largest weight just below the bound that the paper gives?"""
    W = rule(np.random.default_rng(1), OUT, INTO)  # type: ignore[operator]
    assert 0.999 * bound < np.abs(W).max() <= bound


def test_he_keeps_a_relu_signal_and_glorot_lets_it_fade() -> None:
    """Through 20 ReLU layers of 200, does the mean square hold with He, and halve a layer with Glorot?"""
    rng = np.random.default_rng(2)
    sizes = {}
    for rule in (he_normal, glorot_normal):
        A = rng.normal(size=(50, 200))
        for _ in range(20):
            A = np.maximum(linear(rule(rng, 200, 200), np.zeros(200), A), 0.0)
        sizes[rule.__name__] = float(np.mean(A**2))
    assert 0.2 < sizes["he_normal"] < 5.0
    assert 0.2 < sizes["glorot_normal"] * 2**20 < 5.0


def test_none_takes_the_rule_that_suits_the_activation() -> None:
    """He for rectifiers, Glorot for the others, and a function as it is?"""
    assert initialiser(None, "relu") is initialiser(None, "leaky_relu") is he_normal
    assert initialiser(None, "tanh") is glorot_normal
    assert initialiser(glorot_uniform, "relu") is glorot_uniform
    assert initialiser("he_uniform", "tanh") is he_uniform


def test_an_unknown_name_is_refused() -> None:
    """Does the error list what there is?"""
    with pytest.raises(InputError, match=r"init: expected one of he_normal, .*got 'xavier'"):
        initialiser("xavier", "relu")
