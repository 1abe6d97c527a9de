"""`two_layer_dx`, written otherwise."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from tests.mutants.candidate import written


def path_by_path(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = [1 / (1 + np.exp(-(row @ x + bias))) for row, bias in zip(W1, b1, strict=True)]
    p = 1 / (1 + np.exp(-(sum(w * one for w, one in zip(w2, a, strict=True)) + b2)))
    dx = np.zeros(len(x))
    for j in range(len(w2)):
        dx += (p - y) * w2[j] * a[j] * (1 - a[j]) * W1[j]
    return dx


def by_a_diagonal_jacobian(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = 1 / (1 + np.exp(-W1 @ x - b1))
    p = 1 / (1 + np.exp(-w2 @ a - b2))
    return (p - y) * w2 @ np.diag(a * (1 - a)) @ W1


def gate_by_gate(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    z1 = W1 @ x + b1
    a = 1 / (1 + np.exp(-z1))
    z2 = w2 @ a + b2
    p = 1 / (1 + np.exp(-z2))
    dp = -y / p + (1 - y) / (1 - p)
    dz2 = dp * p * (1 - p)
    da = dz2 * w2
    dz1 = da * a * (1 - a)
    return W1.T @ dz1


def stable_sigmoid(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    def sigmoid(z: Any) -> Any:
        return np.exp(-np.logaddexp(0, -z))

    z1 = W1 @ x + b1
    p = sigmoid(w2 @ sigmoid(z1) + b2)
    return np.einsum("h,hd->d", (p - y) * w2 * sigmoid(z1) * sigmoid(-z1), W1)


def by_tanh(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    t = np.tanh((W1 @ x + b1) / 2)
    p = 0.5 * np.tanh((w2 @ (1 + t) / 2 + b2) / 2) + 0.5
    return ((p - y) * w2 * (1 - t * t) / 4) @ W1


def cached_helper(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    @cache
    def hidden() -> Any:
        return 1 / (1 + np.exp(-(W1 @ x + b1)))

    p = 1 / (1 + np.exp(-(hidden() @ w2 + b2)))
    return (W1.T * (p - y) @ (w2 * hidden() * (1 - hidden()))).tolist()


def by_both_labels(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = 1 / (1 + np.exp(-(W1 @ x + b1)))
    z = w2 @ a + b2
    error = -1 / (1 + np.exp(z)) if y == 1 else 1 / (1 + np.exp(-z))
    return error * ((w2 * a * (1 - a))[:, None] * W1).sum(axis=0)


CANDIDATES = [
    written("two_layer_dx", kind, function)
    for kind, function in (
        ("loops", path_by_path),
        ("matrix calculus rearranged", by_a_diagonal_jacobian),
        ("gate by gate", gate_by_gate),
        ("logaddexp", stable_sigmoid),
        ("other formula", by_tanh),
        ("cached helper", cached_helper),
        ("case by case", by_both_labels),
    )
]
