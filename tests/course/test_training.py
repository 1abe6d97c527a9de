"""Does the training loop see every row once an epoch, stop when it should, and say truly what happened?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import training
from course.clipping import clip_by_norm, global_norm
from course.early_stopping import EarlyStopping
from course.layers import Dense
from course.network import MLP, Network
from course.optimisers import SGD
from course.training import fit, minibatches


def blobs(rng: np.random.Generator, n: int = 60) -> tuple[Any, Any]:
    """Two clouds a little apart."""
    y = rng.integers(0, 2, size=n)
    return rng.normal(size=(n, 2)) + 2.0 * y[:, None], y


def network(seed: int = 0, **settings: Any) -> MLP:
    return MLP([2, 4, 2], activation="tanh", rng=np.random.default_rng(seed), **settings)


@given(n=st.integers(1, 40), size=st.integers(1, 50), seed=st.integers(0, 99))
def test_batches_deal_out_every_row_once(n: int, size: int, seed: int) -> None:
    """Is each row in one batch, and every batch but the last full?"""
    batches = list(minibatches(n, size, np.random.default_rng(seed)))
    assert sorted(np.concatenate(batches).tolist()) == list(range(n))
    assert all(len(batch) == size for batch in batches[:-1])
    assert 1 <= len(batches[-1]) <= size


def test_each_epoch_is_dealt_anew() -> None:
    """Do two deals from one generator differ?"""
    rng = np.random.default_rng(0)
    first, second = (np.concatenate(list(minibatches(50, 8, rng))) for _ in range(2))
    assert (first != second).any()


def test_full_batch_descent_is_the_formula() -> None:
    """Are three steps on a linear least-squares net the three steps done by hand with (2/n) Xᵀ(Xw − y)?"""
    rng = np.random.default_rng(1)
    X, y, w = rng.normal(size=(10, 3)), rng.normal(size=(10, 1)), np.zeros(3)
    net = Network([Dense(np.zeros((1, 3)))], loss="mean_squared_error")
    losses, b = [], 0.0
    for _ in range(3):
        r = X @ w + b - y[:, 0]
        losses.append(np.mean(r**2))
        w, b = w - 0.1 * 2 / 10 * X.T @ r, b - 0.1 * 2 * r.mean()
    history = fit(net, X, y, optimiser=SGD(0.1), epochs=3, batch_size=10, rng=rng)
    np.testing.assert_allclose(net.params["W1"][0], w, rtol=1e-12)
    np.testing.assert_allclose(net.params["b1"], [b], rtol=1e-12)
    np.testing.assert_allclose(history.steps, losses, rtol=1e-12)


def test_history_counts_steps_and_weighs_rows() -> None:
    """With 10 rows in batches of 4, are there three steps an epoch, and is its loss the mean over rows?"""
    rng = np.random.default_rng(2)
    X, y = blobs(rng, 10)
    history = fit(network(), X, y, optimiser=SGD(0.1), epochs=2, batch_size=4, rng=rng, validation=(X, y))
    assert (len(history.steps), len(history.epochs), len(history.validation)) == (6, 2, 2)
    for epoch in range(2):
        assert history.epochs[epoch] == pytest.approx(np.dot(history.steps[3 * epoch :][:3], [0.4, 0.4, 0.2]))
    assert history.stopped == "epochs"


def test_a_seed_gives_one_run() -> None:
    """Are two runs from the same seeds the same to the last bit, and one from another seed different?"""
    X, y = blobs(np.random.default_rng(3))
    runs = [network() for _ in range(3)]
    for net, seed in zip(runs, (7, 7, 8), strict=True):
        fit(net, X, y, optimiser=SGD(0.5), epochs=3, batch_size=8, rng=np.random.default_rng(seed))
    assert np.array_equal(runs[0].params["W1"], runs[1].params["W1"])
    assert not np.array_equal(runs[0].params["W1"], runs[2].params["W1"])


def test_training_learns_and_leaves_its_data_alone() -> None:
    """Does the loss fall to a fraction, with float32 weights on float64 rows, and do X and y stay as they were?"""
    rng = np.random.default_rng(4)
    X, y = blobs(rng)
    rows, labels = X.copy(), y.copy()
    net = network(dtype=np.float32)
    history = fit(net, X, y, optimiser=SGD(0.5), epochs=40, batch_size=16, rng=rng)
    assert history.epochs[-1] < 0.5 * history.epochs[0]
    assert net.params["W1"].dtype == np.float32
    assert np.array_equal(X, rows) and np.array_equal(y, labels)


def test_early_stopping_restores_the_best_epoch() -> None:
    """On labels that cannot be learned, does it end early, with the network at its least validation loss?"""
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(40, 2)), rng.integers(0, 2, size=40)
    validation = (rng.normal(size=(40, 2)), rng.integers(0, 2, size=40))
    net = network()
    history = fit(net, X, y, optimiser=SGD(1.0), epochs=500, rng=rng, validation=validation,
                  early_stopping=EarlyStopping(patience=5))  # fmt: skip
    assert history.stopped == "early"
    assert len(history.validation) == len(history.epochs) < 500
    assert np.argmin(history.validation) == len(history.validation) - 6
    assert net.loss(*validation) == min(history.validation) < history.validation[-1]


def test_the_best_epoch_is_restored_though_patience_never_ended() -> None:
    """If all epochs were run, are the best one's weights put back all the same?"""
    rng = np.random.default_rng(6)
    X, y = blobs(rng)
    other = (X, 1 - y)  # learning X, y is unlearning these
    net = network()
    history = fit(net, X, y, optimiser=SGD(0.5), epochs=4, rng=rng, validation=other,
                  early_stopping=EarlyStopping(patience=9))  # fmt: skip
    assert history.stopped == "epochs"
    assert net.loss(*other) == history.validation[0] < history.validation[-1]


def test_clipping_comes_before_the_step() -> None:
    """Does no step move the parameters further than rate times the limit, and do unclipped ones?"""
    X, y = blobs(np.random.default_rng(7))
    moved = {}
    for limit in (0.01, 1e9):
        net = network()
        start = {name: value.copy() for name, value in net.params.items()}
        fit(net, X, y, optimiser=SGD(0.5), epochs=1, batch_size=60, rng=np.random.default_rng(0),
            clip=lambda grads, most=limit: clip_by_norm(grads, most))  # fmt: skip
        moved[limit] = global_norm({name: net.params[name] - start[name] for name in start})
    assert moved[0.01] == pytest.approx(0.5 * 0.01, rel=1e-9)
    assert moved[1e9] > 10 * moved[0.01]


def test_a_run_that_diverges_stops_and_says_so() -> None:
    """With a rate far too large, does training end at the first loss that is no number, before another step?"""
    rng = np.random.default_rng(8)
    X, y = rng.normal(size=(20, 2)), rng.normal(size=(20, 1))
    net = Network([Dense(np.ones((1, 2)))], loss="mean_squared_error")
    with np.errstate(all="ignore"):
        history = fit(net, X, y, optimiser=SGD(1e30), epochs=50, batch_size=5, rng=rng)
    assert history.stopped == "diverged"
    assert len(history.epochs) < 50
    assert np.isfinite(history.steps[:-1]).all() and not np.isfinite(history.steps[-1])


def test_the_bar_is_off_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Is nothing printed by default, and a bar of epochs with ``progress``?"""
    rng = np.random.default_rng(9)
    X, y = blobs(rng)
    fit(network(), X, y, optimiser=SGD(0.1), epochs=2, rng=rng)
    assert capsys.readouterr() == ("", "")
    fit(network(), X, y, optimiser=SGD(0.1), epochs=2, rng=rng, progress=True)
    assert "2/2" in capsys.readouterr().err


def test_any_object_with_a_step_is_an_optimiser() -> None:
    """Does the loop ask no more of an optimiser than that, and give it names that match?"""
    seen = []

    class Watching:
        def step(self, params: training.Arrays, grads: training.Arrays) -> None:
            seen.append((list(params), list(grads)))

    X, y = blobs(np.random.default_rng(10))
    fit(network(), X, y, optimiser=Watching(), epochs=1, batch_size=60, rng=np.random.default_rng(0))
    assert seen == [(["W1", "b1", "W2", "b2"],) * 2]
