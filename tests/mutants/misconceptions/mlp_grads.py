"""A whole network backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("mlp_grads")


def forward(params: Any, X: Any) -> Any:
    Z1 = X @ params["W1"].T + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = A1 @ params["W2"].T + params["b2"]
    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    return Z1, A1, E / E.sum(axis=1, keepdims=True)


def gather(X: Any, A1: Any, dZ1: Any, dZ2: Any) -> Any:
    return {"W1": dZ1.T @ X, "b1": dZ1.sum(axis=0), "W2": dZ2.T @ A1, "b2": dZ2.sum(axis=0)}


def start(P: Any, y: Any) -> Any:
    dZ2 = P.copy()
    dZ2[np.arange(len(y)), y] -= 1
    return dZ2 / len(y)


@slip("missing-mean")
def never_divides(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = P.copy()
    dZ2[np.arange(len(y)), y] -= 1
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return gather(X, A1, dZ1, dZ2)


@slip("missing-mean")
def divides_in_the_second_layer_alone(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    m = len(y)
    dZ2 = P - np.eye(P.shape[1])[y]
    dW2, db2 = dZ2.T @ A1 / m, dZ2.sum(axis=0) / m
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return {"W1": dZ1.T @ X, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}


@slip("mean-taken-twice")
def divides_at_both_ends(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return {name: grad / len(X) for name, grad in gather(X, A1, dZ1, dZ2).items()}


@slip("activation-slope-missing")
def forgets_tanh(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    return gather(X, A1, dZ2 @ params["W2"], dZ2)


@slip("activation-slope-at-input")
def caches_z_for_a(params: Any, X: Any, y: Any) -> Any:
    Z1, A1, P = forward(params, X)
    cache = {"A1": A1, "H": Z1}
    dZ2 = start(P, y)
    dZ1 = dZ2 @ params["W2"] * (1 - cache["H"] ** 2)
    return gather(X, A1, dZ1, dZ2)


@slip("activation-twice")
def takes_tanh_once_more(params: Any, X: Any, y: Any) -> Any:
    def tanh_slope(z: Any) -> Any:
        return 1 / np.cosh(z) ** 2

    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    return gather(X, A1, dZ2 @ params["W2"] * tanh_slope(A1), dZ2)


@slip("activation-slope-unsquared")
def forgets_the_square(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    dA1 = dZ2 @ params["W2"]
    return gather(X, A1, dA1 - dA1 * A1, dZ2)


@slip("relu-slope")
def pastes_relu(params: Any, X: Any, y: Any) -> Any:
    Z1, A1, P = forward(params, X)
    dZ2 = start(P, y)
    dZ1 = dZ2 @ params["W2"]
    dZ1[Z1 <= 0] = 0
    return gather(X, A1, dZ1, dZ2)


@slip("before-activation")
def feeds_the_second_layer_z(params: Any, X: Any, y: Any) -> Any:
    Z1, A1, P = forward(params, X)
    dZ2 = start(P, y)
    dZ1 = dZ2 @ params["W2"] * (1 - A1 * A1)
    grads = gather(X, A1, dZ1, dZ2)
    grads["W2"] = dZ2.T @ Z1
    return grads


@slip("transposed")
def examples_as_columns(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": A1.T @ dZ2, "b2": dZ2.sum(0)}


@slip("last-example-only")
def overwrites_in_the_loop(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    for i in range(len(X)):
        dz1 = params["W2"].T @ dZ2[i] * (1 - A1[i] ** 2)
        grads = {"W1": np.outer(dz1, X[i]), "b1": dz1, "W2": np.outer(dZ2[i], A1[i]), "b2": dZ2[i]}
    return grads


@slip("last-example-missing")
def stops_one_example_early(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for i in range(len(X) - 1):
        dz1 = params["W2"].T @ dZ2[i] * (1 - A1[i] ** 2)
        grads["W1"] += np.outer(dz1, X[i])
        grads["b1"] += dz1
        grads["W2"] += np.outer(dZ2[i], A1[i])
        grads["b2"] += dZ2[i]
    return grads


@slip("bias-averaged")
def averages_the_biases(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return {"W1": dZ1.T @ X, "b1": dZ1.mean(axis=0), "W2": dZ2.T @ A1, "b2": dZ2.mean(axis=0)}


@slip("label-ignored")
def starts_from_the_probabilities(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = P / len(X)
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return gather(X, A1, dZ1, dZ2)


@slip("form")
def forgets_a_key(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return {"W1": dZ1.T @ X, "W2": dZ2.T @ A1}


@slip("input-changed")
def takes_a_step_on_the_way(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = start(P, y)
    params["W2"] -= 0.1 * dZ2.T @ A1
    dZ1 = dZ2 @ params["W2"] * (1 - A1**2)
    return gather(X, A1, dZ1, dZ2)


@slip("activation-slope-missing", "missing-mean", NONE)
def forgets_slope_and_mean(params: Any, X: Any, y: Any) -> Any:
    _, A1, P = forward(params, X)
    dZ2 = P - np.eye(P.shape[1])[y]
    return gather(X, A1, dZ2 @ params["W2"], dZ2)


CANDIDATES = slip.candidates
