"""Flattening between a convolution and a dense layer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import InputError, ShapeError
from course.gradcheck import numeric_gradient
from course.layers import Convolution, Dense, Flatten
from course.layers.batch_norm import BatchNorm
from course.layers.residual import Residual
from course.network import Network


@given(st.lists(st.integers(1, 4), min_size=2, max_size=5).map(tuple), st.integers(0, 99))
def test_there_and_back(shape: tuple[int, ...], seed: int) -> None:
    """Does each example become one row, in order, and does the gradient find every entry's own place?"""
    X = np.random.default_rng(seed).normal(size=shape)
    layer = Flatten()
    Y = layer.forward(X)
    assert Y.shape == (shape[0], X[0].size) and (Y.ravel() == X.ravel()).all()
    assert (layer.backward(Y) == X).all()


@pytest.mark.parametrize("shape", [(), (3,)])
def test_a_shape_without_entries_is_refused(shape: tuple[int, ...]) -> None:
    """Is an array without an axis of entries refused with what to try?"""
    with pytest.raises(ShapeError, match="Try: "):
        Flatten().forward(np.ones(shape))


def test_backward_wants_a_forward_and_its_shape() -> None:
    """Is a gradient refused that belongs to no forward pass, or to another shape?"""
    with pytest.raises(InputError, match="forward"):
        Flatten().backward(np.ones((2, 6)))
    layer = Flatten()
    layer.forward(np.ones((2, 3, 2)))
    with pytest.raises(ShapeError, match=r"\(2, 3, 2\)"):
        layer.backward(np.ones((2, 5)))


def test_a_convolution_feeds_a_dense_layer() -> None:
    """Is the gradient of a small convolutional network's first filter what differences say?"""
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(4, 1, 5, 5)), np.array([0, 2, 1, 2])
    filters, W = rng.normal(size=(2, 1, 3, 3)), rng.normal(size=(3, 18))

    def loss(K: np.ndarray) -> float:
        net = Network([Convolution(K.copy()), Flatten(), Dense(W.copy())])
        return float(net.loss_and_grads(X, y))

    net = Network([Convolution(filters.copy()), Flatten(), Dense(W.copy())])
    net.loss_and_grads(X, y)
    estimate = numeric_gradient(loss, filters)
    found = next(grad for grad in net.grads.values() if grad.shape == filters.shape)
    assert (np.abs(found - estimate.value) <= estimate.error + 1e-9 * np.abs(found).max()).all()


def test_running_averages_are_state() -> None:
    """Are batch norm's running averages among the arrays that a network saves, inside a residual block too?"""
    net = Network([Residual(BatchNorm(3)), Dense(np.ones((2, 3)))])
    before = {name: array.copy() for name, array in net.arrays.items()}
    net.layers[0].forward(np.random.default_rng(0).normal(2.0, 3.0, size=(20, 3)), training=True)
    moved = [name for name in before if not np.array_equal(before[name], net.arrays[name])]
    assert len(moved) == 2 and all("running" in name for name in moved)
