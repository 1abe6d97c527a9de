"""Does dropout switch off the share it should, keep the expectation, and carry gradients past what stays on?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.dropout import Dropout, dropout, dropout_backward, dropout_mask
from tests.course.layers.layer_oracles import check, keeps_the_contract

side = st.integers(1, 4)


@settings(max_examples=20, deadline=None)
@given(n=side, d=side, p=st.floats(0, 0.9), seed=st.integers(0, 999))
def test_backward(n: int, d: int, p: float, seed: int) -> None:
    """Given the mask, is the gradient that of a product with it?"""
    rng = np.random.default_rng(seed)
    mask = dropout_mask(rng, (n, d), p)
    check(lambda X: dropout(mask, X), lambda X, dY: (dropout_backward(mask, dY),),
          lambda _, X: X * mask, [rng.normal(size=(n, d))], rng)  # fmt: skip


@pytest.mark.parametrize("p", [0.0, 0.1, 0.5, 0.8])
def test_share_and_expectation(p: float) -> None:
    """Are entries 0 or 1/(1 − p), a share p of them 0, and 1 on average, within five standard errors?"""
    n = 100_000
    mask = dropout_mask(np.random.default_rng(0), (n,), p)
    assert set(np.unique(mask)) <= {0.0, 1 / (1 - p)}
    spread = np.sqrt(p * (1 - p) / n)
    assert abs(np.mean(mask == 0) - p) <= 5 * spread
    assert abs(mask.mean() - 1) <= 5 * spread / (1 - p)


def test_entries_are_drawn_one_by_one() -> None:
    """Do two entries of a row fall together no more often than chance has it?"""
    off = dropout_mask(np.random.default_rng(1), (50_000, 2), 0.5) == 0
    assert abs(np.mean(off[:, 0] & off[:, 1]) - 0.25) < 0.01


def test_the_layer_draws_in_training_and_rests_in_use() -> None:
    """Does each training pass draw a new mask, use change nothing, and the way back follow the last pass?"""
    X = np.arange(1.0, 13.0).reshape(3, 4)
    layer = Dropout(0.5, np.random.default_rng(7))
    again = np.random.default_rng(7)
    for _ in range(2):
        mask = dropout_mask(again, X.shape, 0.5)
        np.testing.assert_array_equal(layer.forward(X, training=True), mask * X)
        np.testing.assert_array_equal(layer.backward(np.ones_like(X)), mask)
    np.testing.assert_array_equal(layer.forward(X), X)
    np.testing.assert_array_equal(layer.backward(X), X)
    assert again.random() == layer.rng.random()  # use drew nothing


def test_contract() -> None:
    """Does the layer keep the contract of layers, and float32?"""
    rng = np.random.default_rng(0)
    keeps_the_contract(lambda _: Dropout(0.3, rng), (5, 2, 3), rng)


BAD: list[tuple[str, Any, type[InputError], str]] = [
    ("p = 1", lambda: Dropout(1.0, np.random.default_rng(0)), InputError, r"p: .*\[0, 1\), got 1.0"),
    ("p < 0", lambda: dropout_mask(np.random.default_rng(0), (2,), -0.1), InputError, r"\[0, 1\), got -0.1"),
    ("p a text", lambda: Dropout("0.5", np.random.default_rng(0)), InputError, "got '0.5'"),  # type: ignore[arg-type]
    ("p not a number", lambda: dropout_mask(np.random.default_rng(0), (2,), np.nan), InputError, "nan"),
    ("another shape", lambda: dropout(np.ones((2, 1)), np.ones((2, 3))), ShapeError, r"\(2, 3\).*\(2, 1\)"),
    ("integers", lambda: dropout(np.ones(3), np.arange(3)), DtypeError, r"int64.*astype"),
    ("empty", lambda: dropout(np.ones((0, 3)), np.ones((0, 3))), ShapeError, "no axis empty"),
    ("NaN", lambda: dropout(np.ones(2), np.array([1.0, np.nan])), NotFiniteError, "finite"),
    ("a dY of another shape", lambda: dropout_backward(np.ones(3), np.ones((3, 1))), ShapeError, r"\(3, 1\)"),
    ("an integer dY", lambda: dropout_backward(np.ones(3), np.arange(3)), DtypeError, "dY"),
]


@pytest.mark.parametrize(("call", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(call: Any, error: type[InputError], says: str) -> None:
    """Is each bad input refused with what was expected, what arrived and what to try?"""
    with pytest.raises(error, match=says) as caught:
        call()
    assert all(word in str(caught.value) for word in ("expected", "got", "Try:"))
