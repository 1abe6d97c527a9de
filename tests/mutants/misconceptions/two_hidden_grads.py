"""Two hidden layers backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("two_hidden_grads")


def forward(params: Any, X: Any) -> Any:
    Z1 = X @ params["W1"].T + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = A1 @ params["W2"].T + params["b2"]
    A2 = np.maximum(0, Z2)
    return Z1, A1, Z2, A2, A2 @ params["W3"].T + params["b3"]


def gather(X: Any, A1: Any, A2: Any, dZ1: Any, dZ2: Any, dO: Any) -> Any:
    weights = {"W1": dZ1.T @ X, "W2": dZ2.T @ A1, "W3": dO.T @ A2}
    return weights | {"b1": dZ1.sum(axis=0), "b2": dZ2.sum(axis=0), "b3": dO.sum(axis=0)}


@slip("missing-mean")
def adds_the_examples_up(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (out - Y)
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


@slip("mean-over-outputs")
def uses_np_mean_of_everything(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (out - Y) / Y.size
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


@slip("missing-factor-2", "factor-half")
def drops_the_two(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = (out - Y) / X.shape[0]
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


@slip("sign-flipped")
def target_minus_output(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (Y - out) / len(X)
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


@slip("relu-slope-missing")
def walks_past_the_relu(params: Any, X: Any, Y: Any) -> Any:
    _, A1, _, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = dO @ params["W3"]
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


@slip("tanh-slope-missing")
def walks_past_the_tanh(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    return gather(X, A1, A2, dZ2 @ params["W2"], dZ2, dO)


@slip("tanh-in-both")
def copies_the_tanh_layer(params: Any, X: Any, Y: Any) -> Any:
    _, A1, _, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = dO @ params["W3"] * (1 - A2**2)
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


@slip("relu-in-both")
def copies_the_relu_layer(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    dA1 = dZ2 @ params["W2"]
    dA1[A1 <= 0] = 0
    return gather(X, A1, A2, dA1, dZ2, dO)


@slip("mask-from-upstream")
def masks_by_the_gradient(params: Any, X: Any, Y: Any) -> Any:
    _, A1, _, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = np.maximum(dO @ params["W3"], 0)
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


@slip("activation-slope-at-input")
def caches_the_sums(params: Any, X: Any, Y: Any) -> Any:
    Z1, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - Z1**2), dZ2, dO)


@slip("bias-averaged")
def averages_the_biases(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    grads = gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)
    return grads | {name: grads[name] / len(X) for name in ("b1", "b2", "b3")}


@slip("transposed")
def below_first(params: Any, X: Any, Y: Any) -> Any:
    _, A1, Z2, A2, out = forward(params, X)
    dO = 2 * (out - Y) / len(X)
    dZ2 = dO @ params["W3"] * (Z2 > 0)
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    biases = {"b1": dZ1.sum(0), "b2": dZ2.sum(0), "b3": dO.sum(0)}
    return biases | {"W1": X.T @ dZ1, "W2": A1.T @ dZ2, "W3": A2.T @ dO}


@slip("last-example-only")
def overwrites_in_the_loop(params: Any, X: Any, Y: Any) -> Any:
    for x, y in zip(X, Y, strict=True):
        a1 = np.tanh(params["W1"] @ x + params["b1"])
        a2 = np.maximum(params["W2"] @ a1 + params["b2"], 0)
        do = 2 * (params["W3"] @ a2 + params["b3"] - y) / len(X)
        dz2 = params["W3"].T @ do * (a2 > 0)
        dz1 = params["W2"].T @ dz2 * (1 - a1**2)
        weights = {"W1": np.outer(dz1, x), "W2": np.outer(dz2, a1), "W3": np.outer(do, a2)}
        grads = weights | {"b1": dz1, "b2": dz2, "b3": do}
    return grads


@slip("relu-slope-missing", "missing-mean", NONE)
def forgets_slope_and_mean(params: Any, X: Any, Y: Any) -> Any:
    _, A1, _, A2, out = forward(params, X)
    dO = 2 * (out - Y)
    dZ2 = dO @ params["W3"]
    return gather(X, A1, A2, dZ2 @ params["W2"] * (1 - A1**2), dZ2, dO)


CANDIDATES = slip.candidates
