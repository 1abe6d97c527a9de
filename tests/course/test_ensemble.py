"""Does an ensemble average probabilities, and is it worth having?"""

from __future__ import annotations

import numpy as np
import pytest

from course.ensemble import Ensemble, train_ensemble
from course.errors import InputError
from course.losses import softmax_cross_entropy
from course.network import MLP
from course.optimisers import SGD
from course.training import fit

Rng = np.random.Generator


def test_the_prediction_is_the_mean_of_the_members() -> None:
    """Are probabilities averaged, not logits or votes?"""
    members = [MLP([3, 2], rng=np.random.default_rng(seed)) for seed in range(3)]
    X = np.random.default_rng(9).normal(size=(4, 3))
    found = Ensemble(members).predict(X)
    np.testing.assert_allclose(found, sum(m.predict(X) for m in members) / 3, rtol=1e-14)
    np.testing.assert_allclose(found.sum(axis=1), 1.0, rtol=1e-12)


def test_members_differ_and_a_seed_gives_them_all() -> None:
    """Has each member its own random numbers, the same whenever the seed is?"""
    one, two = (
        train_ensemble(lambda rng: MLP([3, 2], rng=rng), 3, np.random.default_rng(4)).members for _ in range(2)
    )
    weights = [member.params["W1"] for member in one]
    assert all(np.array_equal(W, member.params["W1"]) for W, member in zip(weights, two, strict=True))
    assert not np.array_equal(weights[0], weights[1]) and not np.array_equal(weights[1], weights[2])


def test_a_member_does_not_depend_on_what_the_others_draw() -> None:
    """If the first member draws more numbers than before, is the second one the same?"""
    second = []
    for extra in (0, 5):
        made = list[MLP]()

        def train(own: Rng, extra: int = extra, made: list[MLP] = made) -> MLP:
            if not made:
                own.normal(size=extra)
            made.append(MLP([3, 2], rng=own))
            return made[-1]

        train_ensemble(train, 2, np.random.default_rng(6))
        second.append(made[1].params["W1"])
    assert np.array_equal(*second)


def test_its_loss_is_never_above_its_members_mean() -> None:
    """On rows that no member saw, is the loss of the mean at most the mean of the losses, and much better?"""
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(30, 4)), rng.integers(0, 2, size=30)
    fresh, labels = rng.normal(size=(200, 4)), rng.integers(0, 2, size=200)

    def train(own: Rng) -> MLP:
        network = MLP([4, 16, 2], rng=own)
        fit(network, X, y, optimiser=SGD(0.5), epochs=60, batch_size=10, rng=own)
        return network

    ensemble = train_ensemble(train, 5, rng)
    together = float(softmax_cross_entropy(np.log(ensemble.predict(fresh)), labels))
    alone = np.mean([member.loss(fresh, labels) for member in ensemble.members])
    assert together < alone


def test_accuracy_counts_the_mean_s_favourites() -> None:
    """Is it the share of rows whose largest mean probability is right?"""
    ensemble = Ensemble([MLP([3, 2], rng=np.random.default_rng(seed)) for seed in range(2)])
    X = np.random.default_rng(1).normal(size=(8, 3))
    favourites = ensemble.predict(X).argmax(axis=1)
    assert ensemble.accuracy(X, favourites) == 1.0
    assert ensemble.accuracy(X, 1 - favourites) == 0.0


def test_an_empty_ensemble_is_refused() -> None:
    """Do no members, and a size below 1, raise with a reason?"""
    with pytest.raises(InputError, match="members: expected at least one network"):
        Ensemble([])
    with pytest.raises(InputError, match="size: expected a whole number, 1 or more"):
        train_ensemble(lambda rng: MLP([3, 2], rng=rng), 0, np.random.default_rng(0))


def test_labels_that_do_not_fit_are_refused() -> None:
    """Are labels in a column, too few of them, or one-hot rows an error, and not compared with every row?"""
    ensemble = Ensemble([MLP([3, 2], rng=np.random.default_rng(0))])
    X, y = np.ones((4, 3)), np.array([0, 1, 1, 0])
    for bad in (y[:, None], y[:1], np.eye(2)[y]):
        with pytest.raises(InputError):
            ensemble.accuracy(X, bad)
    with pytest.raises(InputError, match="loss='softmax_cross_entropy'"):
        Ensemble([MLP([3, 2], loss="mean_squared_error", rng=np.random.default_rng(0))]).accuracy(X, y)
