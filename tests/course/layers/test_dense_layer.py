"""Does the dense layer, as a layer, do what its functions do and keep the contract?"""

from __future__ import annotations

import numpy as np
import pytest

from course.errors import InputError, ShapeError
from course.layers import Dense, Layer, linear, linear_backward
from tests.course.layers.layer_oracles import keeps_the_contract


def test_the_contract() -> None:
    """Does it stack: float32 stays, gradients are overwritten in place, inputs are left alone?"""
    rng = np.random.default_rng(0)
    for shape, out in (((4, 3), 2), ((1, 3), 2), ((4, 1), 1)):
        keeps_the_contract(
            lambda dtype, s=shape, o=out: Dense(np.ones((o, s[1]), dtype)), shape, rng  # type: ignore[misc]
        )


def test_the_layer_is_its_functions() -> None:
    """Are output, dX and both gradients those of `linear` and `linear_backward`, biases included?"""
    rng = np.random.default_rng(1)
    layer = Dense(rng.normal(size=(3, 4)))
    layer.params["b"] += rng.normal(size=3)
    W, b, X, dZ = layer.params["W"], layer.params["b"], rng.normal(size=(5, 4)), rng.normal(size=(5, 3))
    np.testing.assert_array_equal(layer.forward(X), linear(W, b, X))
    dW, db, dX = linear_backward(W, b, X, dZ)
    np.testing.assert_array_equal(layer.backward(dZ), dX)
    np.testing.assert_array_equal(layer.grads["W"], dW)
    np.testing.assert_array_equal(layer.grads["b"], db)


def test_the_first_layer_of_a_network_needs_no_more_than_its_own_gradients() -> None:
    """Does `backward_to_params` fill the same gradients as `backward`?"""
    rng = np.random.default_rng(2)
    X, dZ = rng.normal(size=(5, 4)), rng.normal(size=(5, 3))
    one, two = Dense(np.ones((3, 4))), Dense(np.ones((3, 4)))
    for layer in (one, two):
        layer.forward(X)
    one.backward(dZ)
    two.backward_to_params(dZ)
    assert all(np.array_equal(one.grads[name], two.grads[name]) for name in ("W", "b"))
    assert one.grads["W"].any()


def test_a_bare_layer_has_nothing_to_learn_and_no_passes() -> None:
    """Is a layer without parameters the default, and are the two passes left to each layer?"""
    layer, X = Layer(), np.ones((1, 1))
    assert layer.params == layer.grads == layer.state == {}
    for call in (layer.forward, layer.backward, layer.backward_to_params):
        with pytest.raises(NotImplementedError):
            call(X)


def test_wrong_uses_are_refused() -> None:
    """Are weights that are no matrix, and going back before going forward, refused with a reason?"""
    with pytest.raises(ShapeError, match=r"W: expected shape \(out, in\)"):
        Dense(np.ones(3))
    with pytest.raises(InputError, match="forward pass before it"):
        Dense(np.ones((2, 3))).backward_to_params(np.ones((1, 2)))
