"""Is each direction what its formula says? Recurrences are checked against the sums that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.optimisers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimiser, RMSProp

seeds = st.integers(0, 10_000)
shares = st.floats(0.0, 0.99)
STEPS = 12


def directions(optimiser: Optimiser, G: Any) -> Iterator[Any]:
    """What each step takes from w at a rate of 1, gradient by gradient."""
    for g in G:
        w = {"w": np.zeros_like(g)}
        optimiser.step(w, {"w": g})
        yield -w["w"]


def gradients(seed: int) -> Any:
    return np.random.default_rng(seed).normal(size=(STEPS, 4))


def fading_sum(values: Any, share: float) -> Any:
    """Σ_k share^(t−k) values_k, for the last t: no recurrence."""
    age = np.arange(len(values))[::-1]
    return (np.power(share, age)[:, None] * values).sum(axis=0)


def agrees(optimiser: Optimiser, G: Any, formula: Callable[[Any], Any]) -> None:
    """Is every direction the formula's, as a function of the gradients so far?"""
    for t, direction in enumerate(directions(optimiser, G)):
        np.testing.assert_allclose(direction, formula(G[: t + 1]), rtol=1e-9, atol=1e-12)


@given(seeds)
def test_descent(seed: int) -> None:
    """Is it the gradient itself?"""
    agrees(SGD(1.0), gradients(seed), lambda G: G[-1])


@given(seeds, shares)
def test_momentum(seed: int, mu: float) -> None:
    """Is it Σ μ^(t−k) g_k?"""
    agrees(Momentum(1.0, mu), gradients(seed), lambda G: fading_sum(G, mu))


@given(seeds, shares)
def test_nesterov(seed: int, mu: float) -> None:
    """Is it g_t + μ Σ μ^(t−k) g_k?"""
    agrees(Nesterov(1.0, mu), gradients(seed), lambda G: G[-1] + mu * fading_sum(G, mu))


@given(seeds)
def test_adagrad(seed: int) -> None:
    """Is it g_t / (√Σ g_k² + ε)?"""
    agrees(AdaGrad(1.0, 0.01), gradients(seed), lambda G: G[-1] / (np.sqrt((G**2).sum(axis=0)) + 0.01))


@given(seeds, shares)
def test_rmsprop(seed: int, alpha: float) -> None:
    """Is it g_t / (√((1 − α) Σ α^(t−k) g_k²) + ε)?"""
    agrees(RMSProp(1.0, alpha, 0.01), gradients(seed),
           lambda G: G[-1] / (np.sqrt((1 - alpha) * fading_sum(G**2, alpha)) + 0.01))  # fmt: skip


@given(seeds, shares, shares)
def test_adam(seed: int, beta1: float, beta2: float) -> None:
    """Are both its averages true ones, with weights that sum to 1?"""

    def average(values: Any, share: float) -> Any:
        return fading_sum(values, share) / fading_sum(np.ones((len(values), 1)), share)

    agrees(Adam(1.0, beta1, beta2, 0.01), gradients(seed),
           lambda G: average(G, beta1) / (np.sqrt(average(G**2, beta2)) + 0.01))  # fmt: skip


def test_nesterov_is_momentum_that_looks_ahead() -> None:
    """Does the original form, with the gradient taken at w + μ v, visit the same points?"""
    curvature, rate, mu = np.array([1.0, 4.0]), 0.05, 0.9
    w, v = np.array([1.0, -2.0]), np.zeros(2)
    stored = {"w": w.copy()}
    optimiser = Nesterov(rate, mu)
    for _ in range(30):
        v = mu * v - rate * curvature * (w + mu * v)
        w = w + v
        optimiser.step(stored, {"w": curvature * stored["w"]})
        np.testing.assert_allclose(stored["w"], w + mu * v, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_adams_first_step_has_the_length_of_the_rate(size: float) -> None:
    """Whatever the size of the gradient? And is RMSProp's longer, by 1/√(1 − α)?"""
    g = np.array([[size, -2 * size]])
    np.testing.assert_allclose(next(directions(Adam(1.0), g)), [1.0, -1.0], rtol=1e-4)
    np.testing.assert_allclose(next(directions(RMSProp(1.0, alpha=0.99), g)), [10.0, -10.0], rtol=1e-3)


def test_momentum_under_a_steady_gradient() -> None:
    """Do the steps grow to g / (1 − μ), ten times g for μ = 0.9, and cancel where the sign turns each time?"""
    steady = list(directions(Momentum(1.0, 0.9), np.ones((300, 1))))
    assert steady[-1][0] == pytest.approx(10.0, rel=1e-12)
    turning = list(directions(Momentum(1.0, 0.9), np.resize([1.0, -1.0], (300, 1))))
    assert abs(turning[-1][0]) == pytest.approx(1 / 1.9, rel=1e-12)


@pytest.mark.parametrize("kind", [AdaGrad, RMSProp, Adam])
def test_a_gradient_of_zero_moves_nothing(kind: Any) -> None:
    """Is 0/0 kept away?"""
    assert not np.array(list(directions(kind(1.0), np.zeros((3, 2))))).any()
