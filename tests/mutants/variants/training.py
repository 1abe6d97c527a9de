"""`two_hidden_grads`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def one_example_at_a_time(params: Any, X: Any, Y: Any) -> Any:
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for x, y in zip(X, Y, strict=True):
        a1 = np.tanh(params["W1"] @ x + params["b1"])
        z2 = params["W2"] @ a1 + params["b2"]
        a2 = np.where(z2 > 0, z2, 0.0)
        dout = 2 * (params["W3"] @ a2 + params["b3"] - y) / len(X)
        dz2 = np.where(z2 > 0, params["W3"].T @ dout, 0.0)
        dz1 = params["W2"].T @ dz2 * (1 - a1 * a1)
        grads["W1"] += np.outer(dz1, x)
        grads["b1"] += dz1
        grads["W2"] += np.outer(dz2, a1)
        grads["b2"] += dz2
        grads["W3"] += np.outer(dout, a2)
        grads["b3"] += dout
    return grads


def columns_for_rows(params: Any, X: Any, Y: Any) -> Any:
    A0 = X.T
    A1 = np.tanh(params["W1"] @ A0 + params["b1"][:, None])
    Z2 = params["W2"] @ A1 + params["b2"][:, None]
    A2 = Z2 * (Z2 > 0)
    D3 = 2 / X.shape[0] * (params["W3"] @ A2 + params["b3"][:, None] - Y.T)
    D2 = (params["W3"].T @ D3) * (Z2 > 0)
    D1 = (params["W2"].T @ D2) / np.cosh(params["W1"] @ A0 + params["b1"][:, None]) ** 2
    weights = {"W1": D1 @ A0.T, "W2": D2 @ A1.T, "W3": D3 @ A2.T}
    return weights | {"b1": D1.sum(axis=1), "b2": D2.sum(axis=1), "b3": D3.sum(axis=1)}


def by_einsum(params: Any, X: Any, Y: Any) -> Any:
    A1 = np.tanh(np.einsum("nd,hd->nh", X, params["W1"]) + params["b1"])
    Z2 = np.einsum("nh,mh->nm", A1, params["W2"]) + params["b2"]
    A2 = np.maximum(Z2, 0)
    dO = 2 * (np.einsum("nm,km->nk", A2, params["W3"]) + params["b3"] - Y) / len(Y)
    dZ2 = np.einsum("nk,km,nm->nm", dO, params["W3"], (Z2 > 0).astype(float))
    dZ1 = np.einsum("nm,mh,nh->nh", dZ2, params["W2"], 1 - A1**2)
    lower = {"W1": np.einsum("nh,nd->hd", dZ1, X), "b1": np.einsum("nh->h", dZ1)}
    middle = {"W2": np.einsum("nm,nh->mh", dZ2, A1), "b2": np.einsum("nm->m", dZ2)}
    return lower | middle | {"W3": np.einsum("nk,nm->km", dO, A2), "b3": np.einsum("nk->k", dO)}


def in_a_loop_over_layers(params: Any, X: Any, Y: Any) -> Any:
    bends: list[Any] = [np.tanh, lambda z: np.maximum(z, 0), lambda z: z]
    slopes: list[Any] = [lambda z: 1 - np.tanh(z) ** 2, lambda z: np.sign(np.maximum(z, 0)), np.ones_like]
    kept, sums = [X], []
    for layer, bend in enumerate(bends, start=1):
        sums.append(kept[-1] @ params[f"W{layer}"].T + params[f"b{layer}"])
        kept.append(bend(sums[-1]))
    upstream, grads = 2 * (kept[-1] - Y) / len(X), {}
    for layer in (3, 2, 1):
        delta = upstream * slopes[layer - 1](sums[layer - 1])
        grads[f"W{layer}"], grads[f"b{layer}"] = delta.T @ kept[layer - 1], delta.sum(axis=0)
        upstream = delta @ params[f"W{layer}"]
    return grads


def divided_at_the_end(params: Any, X: Any, Y: Any) -> Any:
    A1 = np.tanh(X @ params["W1"].T + params["b1"])
    A2 = np.maximum(A1 @ params["W2"].T + params["b2"], 0)
    off = A2 @ params["W3"].T + params["b3"] - Y
    dZ2 = off @ params["W3"]
    dZ2[A2 == 0] = 0
    dZ1 = dZ2 @ params["W2"] * (1 + A1) * (1 - A1)
    weights = {"W1": dZ1.T @ X, "W2": dZ2.T @ A1, "W3": off.T @ A2}
    sums = weights | {"b1": dZ1.sum(axis=0), "b2": dZ2.sum(axis=0), "b3": off.sum(axis=0)}
    return {name: 2 * value / len(X) for name, value in sums.items()}


def in_float32(params: Any, X: Any, Y: Any) -> Any:
    small = {name: value.astype(np.float32) for name, value in params.items()}
    return divided_at_the_end(small, X.astype(np.float32), Y.astype(np.float32))


CANDIDATES = [
    written("two_hidden_grads", kind, function)
    for kind, function in (
        ("loops", one_example_at_a_time),
        ("transposed inside", columns_for_rows),
        ("einsum", by_einsum),
        ("own helpers", in_a_loop_over_layers),
        ("other formula", divided_at_the_end),
        ("float32", in_float32),
    )
]
