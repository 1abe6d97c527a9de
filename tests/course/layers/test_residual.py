"""Does a residual block add what its layers say, and give the gradient a way round them?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.activation import Activation
from course.layers.dense import Dense
from course.layers.dropout import Dropout
from course.layers.residual import Residual, residual, residual_backward
from tests.course.layers.layer_oracles import check, keeps_the_contract

NAMES = "0.W 0.b 2.W 2.b"


def in_functions(W: Any, b: Any, V: Any, c: Any) -> tuple[Any, Any]:
    """F(X) = tanh(X Wᵀ + b) Vᵀ + c and its way back to X, by hand."""
    kept: list[Any] = []

    def forward(X: Any) -> Any:
        kept[:] = [np.tanh(X @ W.T + b)]
        return kept[0] @ V.T + c

    return forward, lambda dF: ((dF @ V) * (1 - kept[0] ** 2)) @ W


def formula(module: Any, X: Any, W: Any, b: Any, V: Any, c: Any) -> Any:
    return X + module.dot(module.tanh(module.dot(X, W.T) + b), V.T) + c


def draw(rng: np.random.Generator, n: int, d: int, h: int) -> list[Any]:
    return [rng.normal(size=shape) for shape in ((n, d), (h, d), (h,), (d, h), (d,))]


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 3), d=st.integers(1, 3), h=st.integers(1, 3), seed=st.integers(0, 999))
def test_backward(n: int, d: int, h: int, seed: int) -> None:
    """Are the functions' gradient at X, and the gradients at every inner parameter, right?"""
    rng = np.random.default_rng(seed)
    X, *rest = draw(rng, n, d, h)

    def value(X: Any) -> Any:
        return residual(in_functions(*rest)[0], X)

    def back(X: Any, dY: Any) -> tuple[Any, ...]:
        F, F_backward = in_functions(*rest)
        residual(F, X)
        return (residual_backward(F_backward, dY),)

    check(value, back, lambda module, X: formula(module, X, *rest), [X], rng)
    first, second = Dense(rest[0]), Dense(rest[2])
    inside = Residual(first, Activation("tanh"), second)

    def through(X: Any, *parameters: Any) -> Any:
        load(parameters)
        return inside.forward(X)

    def load(parameters: Any) -> None:
        for layer, (W, b) in zip((first, second), (parameters[:2], parameters[2:]), strict=True):
            layer.params.update(W=W, b=b)

    def all_gradients(X: Any, *given: Any) -> tuple[Any, ...]:
        load(given[:-1])
        inside.forward(X)
        dX = inside.backward(given[-1])
        return (dX, *(inside.grads[name] for name in NAMES.split()))

    check(through, all_gradients, formula, [X, *rest], rng)


def test_layers_that_say_nothing_leave_x_alone() -> None:
    """With all weights 0, is the block the identity both ways, the point of He et al.?"""
    block, X = Residual(Dense(np.zeros((3, 3)))), np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(block.forward(X), X)
    np.testing.assert_array_equal(block.backward(X), X)


def test_a_deep_stack_keeps_its_gradient() -> None:
    """Through 50 layers with small weights, does the gradient vanish without the way round, and survive with it?"""
    rng = np.random.default_rng(0)
    weights = 0.3 * rng.normal(size=(50, 4, 4)) / 2
    sizes = []
    for wrap in (lambda layer: layer, Residual):
        layers = [wrap(Dense(W)) for W in weights]
        Y = rng.normal(size=(1, 4))
        for layer in layers:
            Y = layer.forward(Y)
        dY = np.ones_like(Y)
        for layer in reversed(layers):
            dY = layer.backward(dY)
        sizes.append(float(np.abs(dY).max()))
    assert sizes[0] < 1e-15 and sizes[1] > 0.1


def test_parameters_are_those_of_the_layers() -> None:
    """Are the block's arrays the layers' own, so that an update in place reaches them, and its gradients too?"""
    first, second = Dense(np.eye(2)), Dense(np.eye(2))
    block = Residual(first, Activation("tanh"), second)
    assert list(block.params) == NAMES.split() == list(block.grads)
    assert block.params["2.W"] is second.params["W"] and block.grads["0.b"] is first.grads["b"]
    block.params["2.W"] -= 1.0
    np.testing.assert_array_equal(second.params["W"], np.eye(2) - 1)


def test_training_reaches_the_layers() -> None:
    """Does dropout inside a block draw in training and rest in use?"""
    block, X = Residual(Dropout(0.5, np.random.default_rng(0))), np.ones((8, 8))
    assert set(np.unique(block.forward(X, training=True))) == {1.0, 3.0}
    np.testing.assert_array_equal(block.forward(X), 2 * X)


def test_contract() -> None:
    """Does a block keep the contract of layers, in float32 too, one inside another included?"""
    rng = np.random.default_rng(1)
    W, V = rng.normal(size=(4, 3)), rng.normal(size=(3, 4))

    def make(dtype: type) -> Residual:
        inner = Residual(Dense(W.astype(dtype)), Activation("relu"), Dense(V.astype(dtype)))
        return Residual(inner, Activation("tanh"), Dropout(0.5, rng))

    assert list(make(np.float64).params) == ["0.0.W", "0.0.b", "0.2.W", "0.2.b"]
    keeps_the_contract(make, (5, 3), rng)


def test_a_forgotten_way_round_is_caught() -> None:
    """Would the check notice a gradient that comes through F alone?"""
    rng = np.random.default_rng(2)
    X, *rest = draw(rng, 2, 3, 2)
    F, F_backward = in_functions(*rest)

    def careless(X: Any, dY: Any) -> tuple[Any, ...]:
        F(X)
        return (F_backward(dY),)

    with pytest.raises(AssertionError):
        check(lambda X: residual(F, X), careless, lambda module, X: formula(module, X, *rest), [X], rng)


X = np.ones((4, 3))
BAD: list[tuple[str, Any, type[InputError], str]] = [
    ("no layer", Residual, InputError, "at least one layer"),
    ("F narrows", lambda: Residual(Dense(np.ones((2, 3)))).forward(X), ShapeError, r"F\(X\).*\(4, 3\).*\(4, 2\)"),
    ("F that NumPy would repeat", lambda: residual(lambda X: X[:1], X), ShapeError, r"\(4, 3\).*\(1, 3\)"),
    ("F_backward that narrows", lambda: residual_backward(lambda dF: dF[:, :1], X), ShapeError, r"\(4, 1\)"),
    ("integers", lambda: Residual(Activation("relu")).forward(np.ones((4, 3), int)), DtypeError, "int64"),
    ("an empty batch", lambda: Residual(Activation("relu")).forward(X[:0]), ShapeError, r"\(0, 3\)"),
    ("NaN", lambda: Residual(Activation("relu")).forward(X * np.nan), NotFiniteError, "NaN"),
]


@pytest.mark.parametrize(("call", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(call: Any, error: type[InputError], says: str) -> None:
    """Is each bad input refused with what was expected, what arrived and what to try?"""
    with pytest.raises(error, match=says) as caught:
        call()
    assert all(word in str(caught.value) for word in ("expected", "got", "Try:"))
