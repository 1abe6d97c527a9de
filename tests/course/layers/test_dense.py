"""Does a dense layer take rows forwards and gradients backwards?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import ShapeError
from course.gradcheck import complex_step_gradient
from course.layers import linear, linear_backward

side = st.integers(1, 5)


@given(n=side, out=side, into=side, seed=st.integers(0, 999))
def test_linear_backward(n: int, out: int, into: int, seed: int) -> None:
    """Are all three gradients those of a random combination of outputs, in their variables' shapes?"""
    rng = np.random.default_rng(seed)
    W, b = rng.standard_normal((out, into)), rng.standard_normal(out)
    X, dZ = rng.standard_normal((n, into)), rng.standard_normal((n, out))
    dW, db, dX = linear_backward(W, b, X, dZ)
    exact_W = complex_step_gradient(lambda V: np.sum(dZ * linear(V, b, X)), W)
    exact_b = complex_step_gradient(lambda v: np.sum(dZ * linear(W, v, X)), b)
    exact_X = complex_step_gradient(lambda V: np.sum(dZ * linear(W, b, V)), X)
    for claimed, exact in ((dW, exact_W), (db, exact_b), (dX, exact_X)):
        assert claimed.shape == exact.shape
        np.testing.assert_allclose(claimed, exact, rtol=1e-10, atol=1e-13)


def test_rows_are_examples() -> None:
    """Is row i of Z the layer applied to row i of X?"""
    W, b = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.0]]), np.array([0.5, 0.0, 1.0])
    X = np.array([[1.0, 1.0], [2.0, 0.0]])
    np.testing.assert_array_equal(linear(W, b, X), [[3.5, -1, 4], [2.5, 0, 7]])


def test_wrong_shapes_are_refused() -> None:
    """Are a vector for a batch, a transposed W and a dZ of another shape refused?"""
    W, b, X = np.zeros((3, 2)), np.zeros(3), np.zeros((4, 2))
    for bad in (np.zeros(2), np.zeros((4, 3))):
        with pytest.raises(ShapeError, match="to go with W"):
            linear(W, b, bad)
    with pytest.raises(ShapeError, match=r"\(4, 3\).*\(3, 4\)"):
        linear_backward(W, b, X, np.zeros((3, 4)))
