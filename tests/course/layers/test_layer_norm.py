"""Does layer normalisation treat every row on its own, in any number of axes, and know its gradients?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.batch_norm import EPS, batch_norm
from course.layers.layer_norm import LayerNorm, layer_norm, layer_norm_backward
from tests.course.layers.layer_oracles import check, in_class, keeps_the_contract

STEEP = 1 / np.sqrt(EPS)


def formula(module: Any, gamma: Any, beta: Any, X: Any) -> Any:
    d = X.shape[-1]
    mean = module.sum(X, axis=-1, keepdims=True) / d
    variance = module.sum(X * X, axis=-1, keepdims=True) / d - mean * mean
    return gamma * (X - mean) * (variance + EPS) ** -0.5 + beta


def back(gamma: Any, beta: Any, X: Any, dY: Any) -> tuple[Any, ...]:
    _, Xhat, sigma = layer_norm(gamma, beta, X)
    return layer_norm_backward(gamma, Xhat, sigma, dY)


def draw(rng: np.random.Generator, leading: tuple[int, ...], d: int) -> list[Any]:
    # features at least 0.5 apart: closer, and the two formulas differ by rounding times 1/σ³
    rows = np.arange(d) + rng.uniform(0, 0.5, size=(*leading, d))
    return [rng.normal(size=d), rng.normal(size=d), rng.permuted(rows, axis=-1)]


@settings(max_examples=25, deadline=None)
@given(leading=st.lists(st.integers(1, 3), max_size=2), d=st.integers(1, 5), seed=st.integers(0, 999))
def test_backward(leading: list[int], d: int, seed: int) -> None:
    """Are value and gradients right: a single row without a batch, sequences, one feature included?"""
    rng = np.random.default_rng(seed)
    check(lambda *inputs: layer_norm(*inputs)[0], back, formula, draw(rng, tuple(leading), d), rng, STEEP)


def test_it_is_batch_norm_turned_round() -> None:
    """Is it batch normalisation of the transpose, where neither scales nor shifts?"""
    X = np.random.default_rng(0).normal(size=(4, 6))
    turned, _, _ = batch_norm(np.ones(4), np.zeros(4), X.T)
    np.testing.assert_allclose(layer_norm(np.ones(6), np.zeros(6), X)[0], turned.T, rtol=1e-13)


def test_rows_do_not_see_each_other() -> None:
    """Is the output of a row the same in any company, in training and in use?"""
    rng = np.random.default_rng(1)
    layer, X = LayerNorm(5), rng.normal(size=(3, 5))
    together = layer.forward(X, training=True)
    np.testing.assert_array_equal(layer.forward(X), together)
    for i in range(3):
        np.testing.assert_allclose(layer.forward(X[i : i + 1])[0], together[i], rtol=1e-13)


def test_contract_and_the_layers_own_gradients() -> None:
    """Does the layer keep the contract, in float32 too, and have the right gradients as a layer?"""
    rng = np.random.default_rng(2)
    keeps_the_contract(lambda dtype: LayerNorm(4, dtype=dtype), (3, 4), rng)
    keeps_the_contract(lambda dtype: LayerNorm(4, dtype=dtype), (2, 3, 4), rng)
    gamma, beta, X = draw(rng, (2, 3), 4)
    dY = rng.normal(size=X.shape)
    _, backward = in_class(LayerNorm(4), "gamma beta")
    dgamma, dbeta, dX = back(gamma, beta, X, dY)
    for one, other in zip(backward(X, gamma, beta, dY), (dX, dgamma, dbeta), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_scale_in_the_wrong_place_is_caught() -> None:
    """Would the check notice γ multiplied after the way back through the statistics, not before?"""

    def careless(gamma: Any, beta: Any, X: Any, dY: Any) -> tuple[Any, ...]:
        _, Xhat, sigma = layer_norm(gamma, beta, X)
        return *back(gamma, beta, X, dY)[:2], gamma * layer_norm_backward(np.ones(4), Xhat, sigma, dY)[2]

    rng = np.random.default_rng(3)
    with pytest.raises(AssertionError):
        check(lambda *inputs: layer_norm(*inputs)[0], careless, formula, draw(rng, (3,), 4), rng, STEEP)


two = np.ones(2)
BAD: list[tuple[str, Any, type[InputError], str]] = [
    ("no features", lambda: LayerNorm(0), InputError, "d: .*1 or more, got 0"),
    ("half a feature", lambda: LayerNorm(2.5), InputError, "d: .*whole number.*2.5"),  # type: ignore[arg-type]
    ("eps < 0", lambda: LayerNorm(2, eps=-1.0), InputError, "eps: .*got -1.0"),
    ("other features", lambda: LayerNorm(2).forward(np.ones((4, 3))), ShapeError, r"\.\.\., 2.*\(4, 3\)"),
    ("one number", lambda: layer_norm(two, two, np.array(1.0)), ShapeError, r"\(\)"),
    ("an empty batch", lambda: LayerNorm(2).forward(np.ones((0, 2))), ShapeError, r"\(0, 2\)"),
    ("integers", lambda: LayerNorm(2).forward(np.ones((3, 2), int)), DtypeError, "int64"),
    ("truth values", lambda: LayerNorm(2).forward(np.ones((3, 2), bool)), DtypeError, "bool"),
    ("NaN", lambda: LayerNorm(2).forward(np.full((3, 2), np.nan)), NotFiniteError, "NaN"),
    ("a beta too long", lambda: layer_norm(two, np.ones(3), np.ones((4, 2))), ShapeError, r"beta.*\(3,\)"),
]


@pytest.mark.parametrize(("call", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(call: Any, error: type[InputError], says: str) -> None:
    """Is each bad input refused with what was expected, what arrived and what to try?"""
    with pytest.raises(error, match=says) as caught:
        call()
    assert all(word in str(caught.value) for word in ("expected", "got", "Try:"))
