"""The gradient at the input of a two-layer net, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("two_layer_dx")


def sig(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


@slip("activation-slope-missing")
def straight_through_the_hidden_units(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz2 = sig(w2 @ a + b2) - y
    return W1.T @ (dz2 * w2)


@slip("last-path-only")
def overwrites_the_paths(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz2 = sig(w2 @ a + b2) - y
    for k in range(len(a)):
        dx = dz2 * w2[k] * a[k] * (1 - a[k]) * W1[k]
    return dx


@slip("first-path-only")
def returns_from_within_the_loop(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz2 = sig(w2 @ a + b2) - y
    dx = np.zeros_like(x)
    for k in range(len(a)):
        dx += dz2 * w2[k] * a[k] * (1 - a[k]) * W1[k]
        return dx
    return dx


@slip("first-two-paths-only")
def as_on_the_drawing(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz2 = sig(w2 @ a + b2) - y
    return sum(dz2 * w2[k] * a[k] * (1 - a[k]) * W1[k] for k in range(min(2, len(a))))


@slip("paths-averaged")
def mean_over_hidden_units(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz1 = (sig(w2 @ a + b2) - y) * w2 * a * (1 - a)
    return np.mean(dz1[:, None] * W1, axis=0)


@slip("second-layer-missing")
def skips_the_second_layer(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz2 = sig(a @ w2 + b2) - y
    return (dz2 * a * (1 - a)) @ W1


@slip("sign-flipped", "sign")
def label_minus_prediction(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz1 = (y - sig(a @ w2 + b2)) * w2 * a * (1 - a)
    return dz1 @ W1


@slip("output-slope-twice")
def as_if_the_error_were_squared(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    p = sig(a @ w2 + b2)
    dp = p - y
    dz2 = dp * p * (1 - p)
    return (dz2 * w2 * a * (1 - a)) @ W1


@slip("at-the-probability")
def forgets_the_output_sigmoid(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    p = sig(a @ w2 + b2)
    dp = -y / p + (1 - y) / (1 - p)
    return (dp * w2 * a * (1 - a)) @ W1


@slip("activation-slope-at-input")
def slope_of_z(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    z = W1 @ x + b1
    dz2 = sig(sig(z) @ w2 + b2) - y
    return W1.T @ (dz2 * w2 * z * (1 - z))


@slip("tanh-slope")
def slope_of_another_unit(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz2 = sig(a @ w2 + b2) - y
    return W1.T @ (dz2 * w2 * (1 - a * a))


@slip("gradient-of-the-weights", "shape", "unsummed-axis")
def gradient_of_the_first_weights(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    dz1 = (sig(a @ w2 + b2) - y) * w2 * a * (1 - a)
    return dz1[:, None] * x[None, :]


@slip("label-ignored")
def never_looks_at_the_label(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    p = sig(a @ w2 + b2)
    return W1.T @ (p * w2 * a * (1 - a))


@slip("sign-flipped", "activation-slope-missing", NONE)
def two_slips_at_once(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> Any:
    a = sig(W1 @ x + b1)
    return W1.T @ ((y - sig(a @ w2 + b2)) * w2)


CANDIDATES = slip.candidates
