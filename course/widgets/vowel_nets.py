"""Networks that tell simulated vowels apart, many side by side: one seed each, trained at once on stacked arrays.

Each is what `course.MLP([2, hidden, 10], activation="tanh")` is, trained by Adam on all rows at a time. A stack is
one more axis in front, so that ten seeds cost little more than one, and a claim can be made with its rate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.data.vowel_space import WORDS
from course.widgets.vowel_piles import Piles

Array = NDArray[Any]
Weights = dict[str, Array]
"""W1 (s, h, 2), b1 (s, 1, h), W2 (s, 10, h), b2 (s, 1, 10), for s seeds."""

K = len(WORDS)


@dataclass
class Run:
    """What happened in training; the losses are (s, looks), the first before any step."""

    train: Array
    """The loss on the training rows, without penalty and dropout."""
    validation: Array
    """The loss on the validation rows."""
    weights: Weights
    """The last weights."""
    best: Weights
    """For each seed, its weights where its validation loss was least."""
    after: dict[int, Weights] = field(default_factory=dict)
    """The weights after the steps that were asked for."""


def start(hidden: int, seeds: range) -> Weights:
    """Weights after Glorot & Bengio (AISTATS, 2010): normal, of variance 2 / (in + out); biases 0."""
    first, second = np.empty((len(seeds), hidden, 2)), np.empty((len(seeds), K, hidden))
    for i, seed in enumerate(seeds):
        rng = np.random.default_rng(seed)
        first[i] = rng.standard_normal((hidden, 2)) * np.sqrt(2 / (2 + hidden))
        second[i] = rng.standard_normal((K, hidden)) * np.sqrt(2 / (K + hidden))
    return {"W1": first, "b1": np.zeros((len(seeds), 1, hidden)), "W2": second, "b2": np.zeros((len(seeds), 1, K))}


def hidden_values(w: Weights, X: Array) -> Array:
    """tanh of the first layer, (s, n, h), for rows X (n, 2), or (s, n, 2) where each seed has its own."""
    return np.asarray(np.tanh(X @ w["W1"].transpose(0, 2, 1) + w["b1"]))


def log_probabilities(w: Weights, H: Array) -> Array:
    """The logarithm of softmax of the scores, (s, n, 10), from the hidden values ``H`` (s, n, h)."""
    scores = H @ w["W2"].transpose(0, 2, 1) + w["b2"]
    scores -= scores.max(axis=2, keepdims=True)
    return np.asarray(scores - np.log(np.exp(scores).sum(axis=2, keepdims=True)))


def probabilities(w: Weights, X: Array) -> Array:
    """The probability of each vowel, (s, n, 10)."""
    return np.exp(log_probabilities(w, hidden_values(w, X)))


def losses(w: Weights, X: Array, y: Array) -> Array:
    """The mean cross-entropy of each seed's network, (s,), on labels ``y`` (n,) or (s, n)."""
    found = log_probabilities(w, hidden_values(w, X))
    mine = np.broadcast_to(y, found.shape[:2])[..., None]
    return np.asarray(-np.take_along_axis(found, mine, axis=2).mean(axis=(1, 2)))


def errors(w: Weights, X: Array, y: Array) -> Array:
    """The share of rows that each seed's network gets wrong, (s,)."""
    return np.asarray((log_probabilities(w, hidden_values(w, X)).argmax(axis=2) != y).mean(axis=1))


def gradients(w: Weights, X: Array, y: Array, gate: Array | float = 1.0) -> Weights:
    """The gradient of each seed's mean loss; ``gate`` multiplies the hidden values (dropout's scaled mask)."""
    H = hidden_values(w, X)
    seen = H * gate
    dZ = (np.exp(log_probabilities(w, seen)) - (y[..., None] == np.arange(K))) / y.shape[-1]
    dA = dZ @ w["W2"] * gate * (1 - H**2)
    return {"W1": dA.transpose(0, 2, 1) @ X, "b1": dA.sum(axis=1, keepdims=True),
            "W2": dZ.transpose(0, 2, 1) @ seen, "b2": dZ.sum(axis=1, keepdims=True)}  # fmt: skip


def train(
    data: Piles, hidden: int, seeds: range, steps: int, *,
    rate: float = 0.03, decay: float = 0.0, keep: float = 1.0, stops: tuple[int, ...] = (),
    every: int = 1,
) -> Run:  # fmt: skip
    """Train one network a seed on all training rows for ``steps`` steps of Adam (Kingma & Ba, 2015).

    ``decay`` is the penalty's weight λ in ½λ‖W‖² over both weight matrices; ``keep`` is dropout's probability that a
    hidden unit stays on; after each of the ``stops`` the weights are noted. Losses are looked at ``every`` so many
    steps.
    """
    (X, y), w = data.train, start(hidden, seeds)
    adam = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in w.items()}
    rng = np.random.default_rng(seeds.start)
    seen, lowest, best, after = [], np.full(len(seeds), np.inf), copied(w), {}
    for t in range(steps + 1):
        if t % every == 0:
            seen.append((losses(w, X, y), losses(w, *data.validation)))
            better = seen[-1][1] < lowest
            lowest[better] = seen[-1][1][better]
            for name, value in w.items():
                best[name][better] = value[better]
        if t in stops:
            after[t] = copied(w)
        if t < steps:
            shape = (len(seeds), y.shape[-1], hidden)
            gate = (rng.random(shape) < keep) / keep if keep < 1 else 1.0
            _step(w, gradients(w, X, y, gate), adam, t + 1, rate, decay)
    of_train, of_validation = np.array(seen).transpose(1, 2, 0)
    return Run(of_train, of_validation, w, best, after)


def _step(w: Weights, g: Weights, adam: dict[str, tuple[Array, Array]], t: int, rate: float, decay: float) -> None:
    """Step ``t``, from 1, of Adam on the loss and the penalty, in place."""
    for name, (m, v) in adam.items():
        slope = g[name] + decay * w[name] if name.startswith("W") else g[name]
        m += 0.1 * (slope - m)
        v += 0.001 * (slope**2 - v)
        w[name] -= rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)


def copied(w: Weights) -> Weights:
    """The same weights in arrays of their own."""
    return {name: value.copy() for name, value in w.items()}
