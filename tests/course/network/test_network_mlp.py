"""Does an MLP have the layers its sizes say, and does what its start promises hold?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course import mlp as written_out
from course.layers import Activation, Dense
from course.network import MLP
from course.optimisers import SGD, Adam
from course.training import fit

XOR: tuple[Any, Any] = (np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0]))


def test_layers_alternate() -> None:
    """Does an activation stand between each two dense layers, and none after the last?"""
    network = MLP([4, 5, 6, 3], activation="tanh", rng=np.random.default_rng(0))
    assert [type(layer) for layer in network.layers] == [Dense, Activation, Dense, Activation, Dense]
    assert [value.shape for value in network.params.values()] == [(5, 4), (5,), (6, 5), (6,), (3, 6), (3,)]
    assert network.depth == 3


def test_it_is_the_network_of_the_lesson() -> None:
    """With the same numbers, are loss and gradients those of the net that lesson 07 writes out line by line?"""
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=(7, 3)), rng.integers(0, 2, size=7)
    network = MLP([3, 4, 2], activation="tanh", rng=rng)
    assert network.loss_and_grads(X, y) == pytest.approx(float(written_out.loss(network.params, X, y)), rel=1e-14)
    for name, gradient in written_out.mlp_grads(network.params, X, y).items():
        np.testing.assert_allclose(network.grads[name], gradient, rtol=1e-12, atol=1e-16)


def test_a_seed_gives_one_network_in_either_precision() -> None:
    """Are the float32 weights the float64 ones, rounded?"""
    wide, narrow = (MLP([5, 4, 3], rng=np.random.default_rng(2), dtype=kind) for kind in (np.float64, np.float32))
    for name, value in wide.params.items():
        np.testing.assert_array_equal(narrow.params[name], value.astype(np.float32))
        assert narrow.params[name].dtype == np.float32


def test_zero_weights_keep_all_hidden_units_one() -> None:
    """After 50 steps from zeros, is every hidden unit still a copy of every other, and XOR unsolved?"""
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(40, 3)), rng.integers(0, 3, size=40)
    for activation in ("tanh", "sigmoid", "relu"):
        network = MLP([3, 6, 3], activation=activation, init="zeros", rng=rng)
        fit(network, X, y, optimiser=SGD(0.5), epochs=50, batch_size=40, rng=rng)
        assert np.ptp(network.params["W1"], axis=0).max() == 0.0
        assert np.ptp(network.params["W2"], axis=1).max() == 0.0
        assert network.params["b2"].any()


def test_xor_with_eight_tanh_units_succeeds_from_nearly_every_seed(capsys: pytest.CaptureFixture[str]) -> None:
    """Out of 200 seeds, do at least 195 solve XOR?"""
    X, y = XOR
    solved = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        network = MLP([2, 8, 2], activation="tanh", rng=rng)
        fit(network, X, y, optimiser=Adam(0.1), epochs=100, batch_size=4, rng=rng)
        solved += network.accuracy(X, y) == 1.0
    with capsys.disabled():
        print(f"\nXOR, 8 tanh units, Adam(0.1), 100 epochs: {solved} of 200 seeds solved")
    assert solved >= 195
    one_line = MLP([2, 8, 2], activation="identity", rng=np.random.default_rng(0))
    fit(one_line, X, y, optimiser=Adam(0.1), epochs=100, batch_size=4, rng=np.random.default_rng(0))
    assert one_line.accuracy(X, y) < 1.0  # so the count above can fall short
