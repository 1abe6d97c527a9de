"""`mlp_grads`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def one_example_at_a_time(params: Any, X: Any, y: Any) -> Any:
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for x, label in zip(X, y, strict=True):
        a = np.tanh(params["W1"] @ x + params["b1"])
        z = params["W2"] @ a + params["b2"]
        p = np.exp(z - z.max())
        dz2 = p / p.sum()
        dz2[label] -= 1
        dz2 /= len(X)
        dz1 = params["W2"].T @ dz2 * (1 - a * a)
        grads["W2"] += np.outer(dz2, a)
        grads["b2"] += dz2
        grads["W1"] += np.outer(dz1, x)
        grads["b1"] += dz1
    return grads


def columns_for_rows(params: Any, X: Any, y: Any) -> Any:
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    A0 = X.T
    A1 = np.tanh(W1 @ A0 + b1[:, None])
    Z2 = W2 @ A1 + b2[:, None]
    E = np.exp(Z2 - Z2.max(axis=0))
    dZ2 = (E / E.sum(axis=0) - np.eye(len(b2))[:, y]) / X.shape[0]
    dZ1 = W2.T @ dZ2 / np.cosh(W1 @ A0 + b1[:, None]) ** 2
    return {"W2": dZ2 @ A1.T, "b2": dZ2.sum(axis=1), "W1": dZ1 @ A0.T, "b1": dZ1.sum(axis=1)}


def by_einsum(params: Any, X: Any, y: Any) -> Any:
    A1 = np.tanh(np.einsum("nd,hd->nh", X, params["W1"]) + params["b1"])
    Z2 = np.einsum("nh,kh->nk", A1, params["W2"]) + params["b2"]
    P = np.exp(Z2 - np.logaddexp.reduce(Z2, axis=1)[:, None])
    dZ2 = (P - np.eye(P.shape[1])[y]) / len(y)
    dZ1 = np.einsum("nk,kh,nh->nh", dZ2, params["W2"], 1 - A1**2)
    first = {"W1": np.einsum("nh,nd->hd", dZ1, X), "b1": np.einsum("nh->h", dZ1)}
    return first | {"W2": np.einsum("nk,nh->kh", dZ2, A1), "b2": np.einsum("nk->k", dZ2)}


def with_own_layers(params: Any, X: Any, y: Any) -> Any:
    def backward(W: Any, below: Any, dZ: Any) -> Any:
        return dZ.T @ below, dZ.sum(0), dZ @ W

    A1 = np.tanh(X @ params["W1"].T + params["b1"])
    scores = A1 @ params["W2"].T + params["b2"]
    dZ2 = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    dZ2[np.arange(len(y)), y] -= 1
    dW2, db2, dA1 = backward(params["W2"], A1, dZ2 / len(y))
    dW1, db1, _ = backward(params["W1"], X, dA1 * (1 + A1) * (1 - A1))
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def divided_at_the_end(params: Any, X: Any, y: Any) -> Any:
    W2 = params["W2"]
    A1 = np.tanh(X @ params["W1"].T + params["b1"])
    Z2 = A1 @ W2.T + params["b2"]
    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    dZ2 = E / E.sum(axis=1, keepdims=True)
    dZ2[np.arange(len(y)), y] -= 1
    dZ1 = dZ2 @ W2 - dZ2 @ W2 * A1**2
    grads = {"W1": dZ1.T @ X, "b1": dZ1.sum(axis=0), "W2": dZ2.T @ A1, "b2": dZ2.sum(axis=0)}
    return {name: value / len(X) for name, value in grads.items()}


def in_float32(params: Any, X: Any, y: Any) -> Any:
    W1, b1, W2, b2 = (params[name].astype(np.float32) for name in ("W1", "b1", "W2", "b2"))
    X = X.astype(np.float32)
    A1 = np.tanh(X @ W1.T + b1)
    Z2 = A1 @ W2.T + b2
    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    dZ2 = E / E.sum(axis=1, keepdims=True)
    dZ2[np.arange(len(y)), y] -= 1
    dZ2 /= len(y)
    dZ1 = (dZ2 @ W2) * (1 - A1**2)
    return {"W1": dZ1.T @ X, "b1": dZ1.sum(axis=0), "W2": dZ2.T @ A1, "b2": dZ2.sum(axis=0)}


def more_keys_than_asked(params: Any, X: Any, y: Any) -> Any:
    grads = dict(divided_at_the_end(params, X, y))
    A1 = np.tanh(X @ params["W1"].T + params["b1"])
    return {"A1": A1, **grads}


CANDIDATES = [
    written("mlp_grads", kind, function)
    for kind, function in (
        ("loops", one_example_at_a_time),
        ("transposed inside", columns_for_rows),
        ("einsum", by_einsum),
        ("own helpers", with_own_layers),
        ("other formula", divided_at_the_end),
        ("float32", in_float32),
        ("more than asked", more_keys_than_asked),
    )
]
