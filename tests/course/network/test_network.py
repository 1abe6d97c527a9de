"""Is a network's gradient right, whatever its layers, sizes and loss, and are its arrays its layers' own?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course import losses
from course.gradcheck import complex_step_gradient, numeric_gradient
from course.layers import Activation, BatchNorm, Dense, Dropout, Layer, LayerNorm, Residual
from course.network import HEADS, MLP, Network
from course.network.heads import head
from course.optimisers import SGD
from course.training import fit

Rng = np.random.Generator
side = st.integers(1, 4)


def targets(loss: str, rng: Rng, n: int, k: int) -> Any:
    if loss == "softmax_cross_entropy":
        return rng.integers(0, k, size=n)
    return rng.uniform(size=(n, k)) if loss == "binary_cross_entropy" else rng.normal(size=(n, k))


def loss_without_checks(network: Network, X: Any, y: Any) -> Any:
    """The mean loss as a function that continues to complex parameters."""
    return network.head.loss(network.forward(X), y)


def with_entry(network: Network, name: str, X: Any, y: Any) -> Callable[[Any], Any]:
    """The loss as a function of the parameter ``name``, such as "W2"; the layer gets its array back."""
    layer = [layer for layer in network.layers if layer.params][int(name[1:]) - 1]

    def value(moved: Any) -> Any:
        kept, layer.params[name[0]] = layer.params[name[0]], moved
        found = loss_without_checks(network, X, y)
        layer.params[name[0]] = kept
        return found

    return value


def nearest_kink(network: Network, X: Any) -> float:
    """The least |Z| that an activation sees."""
    nearest = np.inf
    for layer in network.layers:
        if isinstance(layer, Activation):
            nearest = min(nearest, float(np.abs(X).min()))
        X = layer.forward(X)
    return nearest


@settings(max_examples=25)
@given(sizes=st.lists(side, min_size=2, max_size=4), n=side, loss=st.sampled_from(sorted(HEADS)),
       activation=st.sampled_from(["tanh", "sigmoid", "identity"]), seed=st.integers(0, 999))  # fmt: skip
def test_gradients_agree_with_the_complex_step(
    sizes: list[int], n: int, activation: str, loss: str, seed: int
) -> None:
    """Is every gradient exact, for any depth, widths and batch, size 1 included?"""
    rng = np.random.default_rng(seed)
    network = MLP(sizes, activation=activation, loss=loss, rng=rng)
    for value in network.params.values():
        value[...] = rng.normal(size=value.shape)
    X, y = rng.normal(size=(n, sizes[0])), targets(loss, rng, n, sizes[-1])
    assert network.loss_and_grads(X, y) == pytest.approx(float(loss_without_checks(network, X, y)), rel=1e-14)
    for name, gradient in network.grads.items():
        exact = complex_step_gradient(with_entry(network, name, X, y), network.params[name])
        np.testing.assert_allclose(gradient, exact, rtol=1e-9, atol=1e-14)


@settings(max_examples=10)
@given(sizes=st.lists(side, min_size=3, max_size=4), n=side, seed=st.integers(0, 999))
def test_relu_networks_agree_with_differences(sizes: list[int], n: int, seed: int) -> None:
    """Is every gradient within the differences' own error, where no unit sits at its kink?"""
    rng = np.random.default_rng(seed)
    network = MLP(sizes, rng=rng)
    for value in network.params.values():
        value[...] = rng.normal(size=value.shape)
    X, y = rng.normal(size=(n, sizes[0])), rng.integers(0, sizes[-1], size=n)
    network.loss_and_grads(X, y)
    assume(nearest_kink(network, X) > 1e-3)
    for name, gradient in network.grads.items():
        f = with_entry(network, name, X, y)
        estimate = numeric_gradient(lambda v, f=f: float(f(v)), network.params[name])
        assert (np.abs(gradient - estimate.value) <= estimate.error + 1e-9 * (1 + np.abs(gradient))).all()


def test_relu_networks_agree_with_autograd() -> None:
    """Does another differentiator, on the formula written out again, find the same to the last digits?"""
    rng = np.random.default_rng(5)
    network = MLP([4, 5, 3], rng=rng)
    X, y = rng.normal(size=(6, 4)), rng.integers(0, 3, size=6)

    def written_out(p: Any) -> Any:
        scores = anp.maximum(X @ p["W1"].T + p["b1"], 0.0) @ p["W2"].T + p["b2"]
        return anp.mean(anp.log(anp.sum(anp.exp(scores), axis=1)) - scores[anp.arange(6), y])

    network.loss_and_grads(X, y)
    for name, exact in autograd.grad(written_out)(network.params).items():
        np.testing.assert_allclose(network.grads[name], exact, rtol=1e-10, atol=1e-15)


def test_float32_stays_float32() -> None:
    """Are scores, gradients and parameters float32 all the way, also where targets come in float64?"""
    rng = np.random.default_rng(0)
    for loss in HEADS:
        network = MLP([3, 4, 2], loss=loss, rng=rng, dtype=np.float32)
        X = rng.normal(size=(5, 3)).astype(np.float32)
        network.loss_and_grads(X, targets(loss, rng, 5, 2))
        assert {a.dtype for a in (*network.params.values(), *network.grads.values())} == {np.dtype(np.float32)}
        assert network.predict(X).dtype == network.forward(X).dtype == np.float32


def test_parameters_are_the_layers_own_and_numbered() -> None:
    """Does a change in place reach the layers, and do layers without parameters take no number?"""
    layers: list[Layer] = [Dense(np.ones((2, 3))), Activation("tanh"), Dense(np.ones((1, 2)))]
    network = Network(layers, loss="mean_squared_error")
    assert list(network.params) == list(network.grads) == ["W1", "b1", "W2", "b2"]
    before = network.forward(np.ones((1, 3)))
    network.params["b2"] += 1.0
    np.testing.assert_allclose(network.forward(np.ones((1, 3))), before + 1.0, rtol=1e-15)


def test_state_is_saved_but_not_trained() -> None:
    """Do arrays that a layer learns without a gradient stand in ``arrays`` and not in ``params``?"""
    counting = Activation("identity")
    counting.state = {"seen": np.zeros(1)}
    network = Network([Dense(np.ones((1, 1))), counting])
    assert list(network.params) == ["W1", "b1"]
    assert list(network.arrays) == ["W1", "b1", "seen2"]


def test_layers_of_all_kinds_stack_and_train() -> None:
    """Do normalisation, dropout and a residual block learn together, dropout idle and averages used once trained?"""
    rng = np.random.default_rng(3)
    block = Residual(Dense(rng.normal(size=(6, 6)) / 6), Activation("tanh"))
    first, last = Dense(rng.normal(size=(6, 2))), Dense(rng.normal(size=(2, 6)) / 6)
    network = Network([first, BatchNorm(6), Activation("relu"), Dropout(0.2, rng), block, LayerNorm(6), last])
    y = rng.integers(0, 2, size=80)
    X = rng.normal(size=(80, 2)) + 2.0 * y[:, None]
    before = network.loss(X, y)
    fit(network, X, y, optimiser=SGD(0.1), epochs=20, batch_size=16, rng=rng)
    assert network.loss(X, y) < 0.6 * before
    assert network.loss(X, y) == network.loss(X, y)
    assert {"W1", "gamma2", "0.W3", "gamma4", "W5"} < network.params.keys()


def test_predictions_go_with_the_loss() -> None:
    """Are they probabilities after cross-entropies, and the scores themselves after squared error?"""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(5, 3))
    soft = MLP([3, 4], rng=rng).predict(X)
    np.testing.assert_allclose(soft.sum(axis=1), 1.0, rtol=1e-12)
    binary = MLP([3, 4], loss="binary_cross_entropy", rng=rng)
    np.testing.assert_allclose(binary.predict(X), 1 / (1 + np.exp(-binary.forward(X))), rtol=1e-12)
    plain = MLP([3, 4], loss="mean_squared_error", rng=rng)
    np.testing.assert_array_equal(plain.predict(X), plain.forward(X))


def test_loss_and_accuracy_are_means_over_rows() -> None:
    """On scores set by hand, are they what one counts?"""
    network = Network([Dense(np.eye(2))])
    X, y = np.array([[3.0, 0.0], [0.0, 3.0], [3.0, 0.0], [3.0, 0.0]]), np.array([0, 1, 1, 0])
    assert network.accuracy(X, y) == 0.75
    right, wrong = np.log1p(np.exp(-3.0)), 3.0 + np.log1p(np.exp(-3.0))
    assert network.loss(X, y) == pytest.approx((3 * right + wrong) / 4, rel=1e-14)


def test_a_head_is_the_loss_of_the_same_name() -> None:
    """Is no formula of `course.losses` written again?"""
    for name in HEADS:
        assert head(name).loss is getattr(losses, name)
        assert head(name).grad is getattr(losses, f"{name}_grad")
