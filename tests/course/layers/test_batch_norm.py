"""Does batch normalisation centre and scale, remember for use, and send gradients through both statistics?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.batch_norm import (
    EPS,
    BatchNorm,
    batch_norm,
    batch_norm_backward,
    batch_norm_in_use,
    normalise_backward,
)
from tests.course.layers.layer_oracles import check, in_class, keeps_the_contract

STEEP = 1 / np.sqrt(EPS)
"""The largest slope of normalisation: where all entries are equal, σ = √eps."""


def formula(module: Any, gamma: Any, beta: Any, X: Any) -> Any:
    mean = module.sum(X, axis=0) / len(X)
    variance = module.sum(X * X - 2 * X * mean + mean * mean, axis=0) / len(X)
    return gamma * (X - mean) * (variance + EPS) ** -0.5 + beta


def back(gamma: Any, beta: Any, X: Any, dY: Any) -> tuple[Any, ...]:
    _, Xhat, sigma = batch_norm(gamma, beta, X)
    return batch_norm_backward(gamma, Xhat, sigma, dY)


def draw(rng: np.random.Generator, n: int, d: int) -> list[Any]:
    # rows at least 0.5 apart: closer, and the two formulas differ by rounding times 1/σ³
    rows = np.arange(n)[:, None] + rng.uniform(0, 0.5, size=(n, d))
    return [rng.normal(size=d), rng.normal(size=d), rng.permuted(rows, axis=0)]


@settings(max_examples=25, deadline=None)
@given(n=st.integers(1, 6), d=st.integers(1, 4), seed=st.integers(0, 999))
def test_backward_in_training(n: int, d: int, seed: int) -> None:
    """Are value and gradients right through mean and variance, a batch of one and one feature included?"""
    rng = np.random.default_rng(seed)
    check(lambda *inputs: batch_norm(*inputs)[0], back, formula, draw(rng, n, d), rng, STEEP)


@settings(max_examples=15, deadline=None)
@given(n=st.integers(1, 4), d=st.integers(1, 4), seed=st.integers(0, 999))
def test_backward_in_use(n: int, d: int, seed: int) -> None:
    """With fixed statistics, is each row its own affair?"""
    rng = np.random.default_rng(seed)
    mean, variance = rng.normal(size=d), rng.uniform(0.5, 2, size=d)

    def backward(gamma: Any, beta: Any, X: Any, dY: Any) -> tuple[Any, ...]:
        _, Xhat, sigma = batch_norm_in_use(gamma, beta, mean, variance, X)
        return batch_norm_backward(gamma, Xhat, sigma, dY, training=False)

    check(lambda gamma, beta, X: batch_norm_in_use(gamma, beta, mean, variance, X)[0], backward,
          lambda _, gamma, beta, X: (X - mean) * (gamma / (variance + EPS) ** 0.5) + beta,
          draw(rng, n, d), rng)  # fmt: skip


def test_a_single_row() -> None:
    """Is the output of a batch of one β, whatever the row, and its gradient exactly 0?"""
    gamma, beta, X = np.array([2.0, 3.0]), np.array([0.5, -1.0]), np.array([[7.0, -4.0]])
    Y, Xhat, sigma = batch_norm(gamma, beta, X)
    np.testing.assert_array_equal(Y, beta[None])
    np.testing.assert_array_equal(batch_norm_backward(gamma, Xhat, sigma, np.ones((1, 2)))[2], 0)


def test_what_it_promises() -> None:
    """Has every feature mean β and variance γ² v/(v + eps), and does a shift or scale of the inputs not matter?"""
    rng = np.random.default_rng(0)
    gamma, beta, X = np.array([1.0, 2.0, -3.0]), np.array([0.0, 5.0, 1.0]), rng.normal(3, [1, 10, 100], size=(50, 3))
    Y, _, _ = batch_norm(gamma, beta, X)
    v = X.var(axis=0)
    np.testing.assert_allclose(Y.mean(axis=0), beta, atol=1e-13)
    np.testing.assert_allclose(Y.var(axis=0), gamma**2 * v / (v + EPS), rtol=1e-12)
    shifted, scaled = (batch_norm(gamma, beta, moved, eps=0.0)[0] for moved in (X + 8, 4 * X))
    np.testing.assert_allclose(shifted, scaled, rtol=1e-11, atol=1e-13)


def test_gradients_have_no_part_along_what_is_removed() -> None:
    """Is dX orthogonal to the constant, and to X̂ but for eps, since neither direction moves X̂?"""
    rng = np.random.default_rng(1)
    gamma, beta, X = draw(rng, 20, 3)
    _, Xhat, sigma = batch_norm(gamma, beta, X, eps=1e-30)
    dX = batch_norm_backward(gamma, Xhat, sigma, rng.normal(size=(20, 3)))[2]
    np.testing.assert_allclose(dX.sum(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose((dX * Xhat).sum(axis=0), 0, atol=1e-14)


def test_running_averages() -> None:
    """After batches, are the averages the exponential mean of the batches' means and unbiased variances?"""
    rng = np.random.default_rng(2)
    layer = BatchNorm(2, momentum=0.25)
    mean, variance = np.zeros(2), np.ones(2)
    for n in (5, 2, 1, 4):  # one row moves the mean alone
        X = rng.normal(1.0, 2.0, size=(n, 2))
        layer.forward(X, training=True)
        mean = 0.75 * mean + 0.25 * X.mean(axis=0)
        if n > 1:
            variance = 0.75 * variance + 0.25 * ((X - X.mean(axis=0)) ** 2).sum(axis=0) / (n - 1)
    np.testing.assert_allclose(layer.running_mean, mean, rtol=1e-14)
    np.testing.assert_allclose(layer.running_variance, variance, rtol=1e-14)
    X = rng.normal(size=(3, 2))
    np.testing.assert_allclose(layer.forward(X), (X - mean) / np.sqrt(variance + EPS), rtol=1e-13)
    np.testing.assert_allclose(layer.running_mean, mean, rtol=1e-14)  # use leaves them alone
    np.testing.assert_allclose(layer.backward(np.ones((3, 2))), np.ones((3, 1)) / np.sqrt(variance + EPS))


def test_images_are_rows_of_pixels() -> None:
    """Is an image (n, d, h, w) normalised per channel over images and pixels, forwards and backwards?"""
    rng = np.random.default_rng(3)
    X, dY = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(2, 3, 4, 5))
    images, rows = BatchNorm(3), BatchNorm(3)
    Y, dX = images.forward(X, training=True), images.backward(dY)
    for c in range(3):
        one = BatchNorm(1)
        np.testing.assert_allclose(one.forward(X[:, c].reshape(-1, 1), training=True), Y[:, c].reshape(-1, 1))
        np.testing.assert_allclose(one.backward(dY[:, c].reshape(-1, 1)), dX[:, c].reshape(-1, 1), atol=1e-14)
        np.testing.assert_allclose(one.grads["gamma"], images.grads["gamma"][c : c + 1])
    rows.forward(X.transpose(0, 2, 3, 1).reshape(-1, 3), training=True)
    np.testing.assert_allclose(rows.running_variance, images.running_variance, rtol=1e-13)


def test_contract_and_the_layers_own_gradients() -> None:
    """Does the layer keep the contract, in float32 too, and pass its functions' gradients on?"""
    rng = np.random.default_rng(4)
    keeps_the_contract(lambda dtype: BatchNorm(3, dtype=dtype), (4, 3), rng)
    keeps_the_contract(lambda dtype: BatchNorm(3, dtype=dtype), (2, 3, 2, 2), rng)
    layer = BatchNorm(2)
    _, backward = in_class(layer, "gamma beta")
    gamma, beta, X = draw(rng, 5, 2)
    dY = rng.normal(size=X.shape)
    for one, other in zip(backward(X, gamma, beta, dY), np.roll([0, 1, 2], 1), strict=True):
        np.testing.assert_array_equal(one, back(gamma, beta, X, dY)[other])


@pytest.mark.parametrize("forgotten", ["the mean", "the variance"])
def test_a_forgotten_path_is_caught(forgotten: str) -> None:
    """Would the checks above notice a backward pass that takes a statistic for a constant?"""

    def careless(gamma: Any, beta: Any, X: Any, dY: Any) -> tuple[Any, ...]:
        _, Xhat, sigma = batch_norm(gamma, beta, X)
        dgamma, dbeta, _ = batch_norm_backward(gamma, Xhat, sigma, dY)
        dXhat = gamma * dY
        if forgotten == "the mean":
            return dgamma, dbeta, (dXhat - Xhat * (dXhat * Xhat).mean(axis=0)) / sigma
        return dgamma, dbeta, (dXhat - dXhat.mean(axis=0)) / sigma

    rng = np.random.default_rng(5)
    with pytest.raises(AssertionError):
        check(lambda *inputs: batch_norm(*inputs)[0], careless, formula, draw(rng, 5, 2), rng, STEEP)


def test_normalise_backward_by_its_jacobian() -> None:
    """Is dX the product with the full Jacobian (I − 1/m − x̂x̂ᵀ/m)/σ of one column?"""
    rng = np.random.default_rng(6)
    X, up = rng.normal(size=(4, 1)), rng.normal(size=(4, 1))
    sigma = np.sqrt(X.var(axis=0, keepdims=True) + EPS)
    Xhat = (X - X.mean()) / sigma
    J = (np.eye(4) - 1 / 4 - Xhat @ Xhat.T / 4) / sigma
    np.testing.assert_allclose(normalise_backward(Xhat, sigma, up, axis=0), J.T @ up, rtol=1e-12)


one = np.ones(2)
BAD: list[tuple[str, Any, type[InputError], str]] = [
    ("no features", lambda: BatchNorm(0), InputError, "d: .*1 or more, got 0"),
    ("half a feature", lambda: BatchNorm(2.5), InputError, "d: .*whole number.*2.5"),  # type: ignore[arg-type]
    ("momentum 0", lambda: BatchNorm(2, momentum=0.0), InputError, "momentum: .*got 0.0"),
    ("momentum above 1", lambda: BatchNorm(2, momentum=1.5), InputError, "0 < momentum <= 1, got 1.5"),
    ("eps 0", lambda: BatchNorm(2, eps=0.0), InputError, "eps: .*got 0.0"),
    ("eps without end", lambda: BatchNorm(2, eps=np.inf), InputError, "eps: .*finite.*inf"),
    ("a vector", lambda: batch_norm(one, one, np.ones(2)), ShapeError, r"\(n, 2\).*\(2,\)"),
    ("other features", lambda: BatchNorm(2).forward(np.ones((4, 3))), ShapeError, r"\(n, 2\).*\(4, 3\)"),
    ("three axes", lambda: BatchNorm(2).forward(np.ones((4, 2, 3))), ShapeError, r"\(4, 2, 3\).*images"),
    ("an empty batch", lambda: BatchNorm(2).forward(np.ones((0, 2)), training=True), ShapeError, r"\(0, 2\)"),
    ("no images", lambda: BatchNorm(2).forward(np.ones((0, 2, 3, 3))), ShapeError, r"\(0, 2, 3, 3\)"),
    ("integers", lambda: BatchNorm(2).forward(np.ones((3, 2), int)), DtypeError, "int64.*astype"),
    ("infinity", lambda: BatchNorm(2).forward(np.full((3, 2), np.inf)), NotFiniteError, "infinity"),
    ("a beta too long", lambda: batch_norm(one, np.ones(3), np.ones((4, 2))), ShapeError, r"beta.*\(2,\).*\(3,\)"),
    ("a table of gammas", lambda: batch_norm(np.ones((1, 2)), one, np.ones((4, 2))), ShapeError, "gamma"),
]


@pytest.mark.parametrize(("call", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(call: Any, error: type[InputError], says: str) -> None:
    """Is each bad input refused with what was expected, what arrived and what to try?"""
    with pytest.raises(error, match=says) as caught:
        call()
    assert all(word in str(caught.value) for word in ("expected", "got", "Try:"))
