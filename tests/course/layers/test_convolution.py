"""Does a convolution look at every window, at any stride and padding, and add up what its shared weights owe?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.convolution import Convolution, conv2d, conv2d_backward
from course.layers.dense import linear, linear_backward
from tests.course.layers.layer_oracles import check, in_class, keeps_the_contract


def formula(stride: int, padding: int) -> Any:
    """The sum as the definition writes it: every output on its own, from a copy of the image with a border."""

    def write(module: Any, W: Any, b: Any, X: Any) -> Any:
        border = (padding, padding)
        P = module.pad(X, ((0, 0), (0, 0), border, border), mode="constant")
        p, q = W.shape[2:]
        rows = range(0, P.shape[2] - p + 1, stride)
        columns = range(0, P.shape[3] - q + 1, stride)
        outputs = [[module.sum(W[f] * P[n, :, i : i + p, j : j + q]) + b[f] for i in rows for j in columns]
                   for n in range(len(X)) for f in range(len(W))]  # fmt: skip
        flat = module.stack([module.stack(row) for row in outputs])
        return module.reshape(flat, (len(X), len(W), len(rows), len(columns)))

    return write


@st.composite
def settings_of_a_convolution(draw: Any) -> tuple[tuple[int, ...], tuple[int, ...], int, int]:
    """(shape of X, shape of W, stride, padding) that fit; sides need not be a multiple of the stride."""
    n, c, f = (draw(st.integers(1, 2)) for _ in range(3))
    p, q = (draw(st.integers(1, 3)) for _ in range(2))
    stride, padding = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    h, w = (draw(st.integers(max(1, side - 2 * padding), 4)) for side in (p, q))
    return (n, c, h, w), (f, c, p, q), stride, padding


@settings(max_examples=20, deadline=None)
@given(how=settings_of_a_convolution(), seed=st.integers(0, 999))
def test_backward(how: tuple[tuple[int, ...], tuple[int, ...], int, int], seed: int) -> None:
    """Are value and all gradients right at any size, stride and padding, edges that no window covers included?"""
    images, patterns, stride, padding = how
    rng = np.random.default_rng(seed)
    inputs = [rng.normal(size=patterns), rng.normal(size=patterns[0]), rng.normal(size=images)]
    check(lambda *given: conv2d(*given, stride=stride, padding=padding),
          lambda *given: conv2d_backward(*given, stride=stride, padding=padding),
          formula(stride, padding), inputs, rng)  # fmt: skip


def test_by_hand() -> None:
    """Does [[1, 2], [3, 4]] meet the windows of 1..9 unflipped, and each pixel get a share from all its windows?"""
    X = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    W, b = np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), np.array([0.5])
    np.testing.assert_array_equal(conv2d(W, b, X), [[[[37.5, 47.5], [67.5, 77.5]]]])
    dW, db, dX = conv2d_backward(W, b, X, np.ones((1, 1, 2, 2)))
    np.testing.assert_array_equal(dW, [[[[12, 16], [24, 28]]]])
    np.testing.assert_array_equal(db, [4])
    np.testing.assert_array_equal(dX, [[[[1, 3, 2], [4, 10, 6], [3, 7, 4]]]])


def test_shapes_by_the_formula() -> None:
    """Is the output (h + 2·padding − p) // stride + 1 high, and likewise wide?"""
    X, W = np.zeros((2, 3, 7, 9)), np.zeros((4, 3, 3, 2))
    assert conv2d(W, np.zeros(4), X).shape == (2, 4, 5, 8)
    assert conv2d(W, np.zeros(4), X, stride=2, padding=1).shape == (2, 4, 4, 5)


@given(n=st.integers(1, 3), c=st.integers(1, 3), f=st.integers(1, 3), seed=st.integers(0, 99))
def test_a_pattern_of_one_pixel_is_a_dense_layer(n: int, c: int, f: int, seed: int) -> None:
    """Is a 1×1 convolution of one pixel the dense layer, both ways?"""
    rng = np.random.default_rng(seed)
    W, b, X, dZ = (rng.normal(size=shape) for shape in ((f, c), (f,), (n, c), (n, f)))
    images = (W[:, :, None, None], b, X[:, :, None, None])
    np.testing.assert_allclose(conv2d(*images)[:, :, 0, 0], linear(W, b, X), rtol=1e-12, atol=1e-14)
    received = conv2d_backward(*images, dZ[:, :, None, None])
    for one, other in zip(received, linear_backward(W, b, X, dZ), strict=True):
        np.testing.assert_allclose(one.reshape(other.shape), other, rtol=1e-12, atol=1e-14)


def test_the_way_back_is_the_transpose() -> None:
    """Is ⟨dY, W∗X⟩ = ⟨dX, X⟩ at a size that differences cannot afford?"""
    rng = np.random.default_rng(0)
    W, X = rng.normal(size=(8, 3, 5, 4)), rng.normal(size=(6, 3, 20, 17))
    Y = conv2d(W, np.zeros(8), X, stride=3, padding=2)
    dY = rng.normal(size=Y.shape)
    dW, _, dX = conv2d_backward(W, np.zeros(8), X, dY, stride=3, padding=2)
    np.testing.assert_allclose([np.sum(dX * X), np.sum(dW * W)], np.sum(dY * Y), rtol=1e-11)


def test_contract_and_the_layers_own_gradients() -> None:
    """Does the layer keep the contract, in float32 too, and have the right gradients as a layer?"""
    rng = np.random.default_rng(1)

    def make(dtype: type) -> Convolution:
        return Convolution(rng.normal(size=(3, 2, 3, 2)).astype(dtype), stride=2, padding=1)

    keeps_the_contract(make, (2, 2, 4, 5), rng)
    inputs = [rng.normal(size=shape) for shape in ((2, 2, 3, 3), (2, 2, 2, 2), (2,))]
    check(*in_class(Convolution(inputs[1], stride=2, padding=1), "W b"),
          lambda module, X, W, b: formula(2, 1)(module, W, b, X), inputs, rng)  # fmt: skip


def test_shares_overwritten_are_caught() -> None:
    """Would the check notice a pixel that keeps only the share of its last window?"""

    def careless(W: Any, b: Any, X: Any, dY: Any) -> tuple[Any, ...]:
        dX = np.zeros_like(X)
        for i, j in np.ndindex(dY.shape[2:]):
            dX[:, :, i : i + 2, j : j + 2] = np.tensordot(dY[:, :, i, j], W, axes=(1, 0))
        return *conv2d_backward(W, b, X, dY)[:2], dX

    rng = np.random.default_rng(2)
    inputs = [rng.normal(size=(1, 1, 2, 2)), rng.normal(size=1), rng.normal(size=(1, 1, 3, 3))]
    with pytest.raises(AssertionError):
        check(conv2d, careless, formula(1, 0), inputs, rng)


W, b, X = np.ones((4, 3, 2, 2)), np.ones(4), np.ones((5, 3, 6, 6))
BAD: list[tuple[str, Any, type[InputError], str]] = [
    ("one image without a batch", lambda: conv2d(W, b, X[0]), ShapeError, r"\(n, 3, h, w\).*\(3, 6, 6\)"),
    ("other channels", lambda: conv2d(W, b, X[:, :2]), ShapeError, r"\(n, 3, h, w\).*\(5, 2, 6, 6\)"),
    ("an empty batch", lambda: conv2d(W, b, X[:0]), ShapeError, r"\(0, 3, 6, 6\)"),
    ("integers", lambda: conv2d(W, b, X.astype(np.uint8)), DtypeError, "uint8.*astype"),
    ("NaN", lambda: conv2d(W, b, X * np.nan), NotFiniteError, "NaN"),
    ("weights of a dense layer", lambda: Convolution(W[0, 0]), ShapeError, r"\(f, c, p, q\).*\(2, 2\)"),
    ("NaN in the weights", lambda: Convolution(W * np.nan), NotFiniteError, "W"),
    ("too few biases", lambda: conv2d(W, b[:3], X), ShapeError, r"b: .*\(4,\).*\(3,\)"),
    ("a pattern too large", lambda: conv2d(np.ones((1, 3, 7, 2)), b[:1], X), ShapeError, r"\(7, 2\).*\(6, 6\)"),
    ("a pattern too wide", lambda: conv2d(np.ones((1, 3, 2, 7)), b[:1], X), ShapeError, r"\(2, 7\).*\(6, 6\)"),
    ("stride 0", lambda: conv2d(W, b, X, stride=0), InputError, "stride.*1 or more, got 0"),
    ("half a stride", lambda: Convolution(W, stride=0.5), InputError, "stride.*0.5"),  # type: ignore[arg-type]
    ("padding < 0", lambda: conv2d(W, b, X, padding=-1), InputError, "padding.*-1"),
    ("a dY of X's shape", lambda: conv2d_backward(W, b, X, X), ShapeError, r"\(5, 4, 5, 5\).*\(5, 3, 6, 6\)"),
]


@pytest.mark.parametrize(("call", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(call: Any, error: type[InputError], says: str) -> None:
    """Is each bad input refused with what was expected, what arrived and what to try?"""
    with pytest.raises(error, match=says) as caught:
        call()
    assert all(word in str(caught.value) for word in ("expected", "got", "Try:"))
