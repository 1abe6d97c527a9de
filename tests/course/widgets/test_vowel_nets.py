"""Are the stacked networks what the engine's are, one by one?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.gradcheck import numeric_gradient
from course.network import MLP
from course.optimisers import Adam
from course.widgets import vowel_nets
from course.widgets.vowel_nets import errors, gradients, losses, probabilities, start, train
from course.widgets.vowel_piles import many_piles, piles

DATA = piles(0, 30, 20, 40)


def engine(w: vowel_nets.Weights, i: int) -> MLP:
    """The engine's network with the weights of seed number i."""
    hidden = w["W1"].shape[1]
    network = MLP([2, hidden, 10], activation="tanh", rng=np.random.default_rng(0))
    for name, value in network.params.items():
        value[...] = w[name][i].reshape(value.shape)
    return network


def test_losses_and_errors_are_the_engines() -> None:
    """Do loss, error and probabilities of every seed agree with `course.MLP`?"""
    w = start(5, range(3))
    for i in range(3):
        network = engine(w, i)
        assert losses(w, *DATA.test)[i] == pytest.approx(network.loss(*DATA.test))
        assert errors(w, *DATA.test)[i] == pytest.approx(1 - network.accuracy(*DATA.test))
        np.testing.assert_allclose(probabilities(w, DATA.test[0])[i], network.predict(DATA.test[0]))


def test_the_gradient_is_measured() -> None:
    """Do all four gradients agree with differences, with a gate on the hidden values?"""
    w = start(4, range(2))
    X, y = DATA.train
    gate = np.random.default_rng(0).integers(0, 2, (2, len(X), 4)) / 0.5

    def along(name: str) -> Any:
        def loss(value: Any) -> Any:
            there = w | {name: value}
            found = vowel_nets.log_probabilities(there, vowel_nets.hidden_values(there, X) * gate)
            return -found[:, np.arange(len(y)), y].mean(axis=1).sum()

        return loss

    for name, g in gradients(w, X, y, gate).items():
        np.testing.assert_allclose(g, numeric_gradient(along(name), w[name]).value, atol=1e-8)


def test_training_is_the_engines_adam() -> None:
    """After ten steps, are the weights those of the engine's network under the engine's Adam?"""
    w = start(6, range(2))
    run = train(DATA, 6, range(2), 10)
    for i in range(2):
        network, adam = engine(w, i), Adam(0.03)
        for _ in range(10):
            network.loss_and_grads(*DATA.train)
            adam.step(network.params, network.grads)
        for name, value in network.params.items():
            np.testing.assert_allclose(run.weights[name][i].reshape(value.shape), value, atol=1e-9)


def test_a_stack_of_data_is_the_single_runs() -> None:
    """Is training on ten sets at once what training on each alone gives?"""
    together = train(many_piles(range(3), 30, 20, 20), 4, range(3), 15)
    for seed in range(3):
        alone = train(piles(seed, 30, 20, 20), 4, range(seed, seed + 1), 15)
        np.testing.assert_allclose(together.train[seed], alone.train[0], atol=1e-9)
        np.testing.assert_allclose(together.best["W2"][seed], alone.best["W2"][0], atol=1e-9)


def test_the_best_weights_are_those_of_the_lowest_validation_loss() -> None:
    """Does each seed's `best` give its lowest recorded validation loss?"""
    run = train(DATA, 16, range(4), 120)
    np.testing.assert_allclose(losses(run.best, *DATA.validation), run.validation.min(axis=1))
    assert run.train.shape == run.validation.shape == (4, 121)


def test_stops_are_on_the_way_and_looks_may_be_rare() -> None:
    """Are noted weights those after so many steps, whether or not the losses are looked at?"""
    noted = train(DATA, 4, range(2), 20, stops=(0, 7, 20), every=20)
    np.testing.assert_array_equal(noted.after[0]["W1"], start(4, range(2))["W1"])
    np.testing.assert_array_equal(noted.after[7]["W1"], train(DATA, 4, range(2), 7).weights["W1"])
    np.testing.assert_array_equal(noted.after[20]["W1"], noted.weights["W1"])
    assert noted.train.shape == (2, 2)


def test_a_penalty_makes_weights_short_and_dropout_changes_the_run() -> None:
    """Are the weights shorter with a penalty, and does dropout leave the training loss higher?"""
    plain = train(DATA, 16, range(3), 100)
    short = train(DATA, 16, range(3), 100, decay=0.03)
    dropped = train(DATA, 16, range(3), 100, keep=0.5)
    size = [sum(float(np.sum(run.weights[name] ** 2)) for name in ("W1", "W2")) for run in (plain, short)]
    assert size[1] < 0.5 * size[0]
    assert np.all(dropped.train[:, -1] > plain.train[:, -1])
    assert np.array_equal(dropped.train, train(DATA, 16, range(3), 100, keep=0.5).train)


def test_labels_matter() -> None:
    """With labels dealt out anew, is the error on new rows near nine in ten?"""
    X, y = DATA.train
    mixed = replace(DATA, train=(X, np.random.default_rng(0).permutation(y)))
    assert errors(train(mixed, 8, range(3), 60, every=60).weights, *DATA.test).mean() > 0.7
