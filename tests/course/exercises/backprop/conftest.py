"""Gradients derived by hand with explicit sums over indices: slow, and unlike any matrix formula."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import Any

import numpy as np
import pytest


def relu_backward(Z: Any, dA: Any) -> dict[str, Any]:
    dZ = np.zeros_like(Z)
    for index in np.ndindex(Z.shape):
        if Z[index] > 0:
            dZ[index] = dA[index]
    return {"dZ": dZ}


def linear_backward(W: Any, b: Any, X: Any, dZ: Any) -> dict[str, Any]:
    dW, db, dX = np.zeros_like(W), np.zeros_like(b), np.zeros_like(X)
    for i in range(len(X)):
        for u in range(len(W)):
            db[u] += dZ[i, u]
            for j in range(W.shape[1]):
                dW[u, j] += dZ[i, u] * X[i, j]
                dX[i, j] += dZ[i, u] * W[u, j]
    return {"dW": dW, "db": db, "dX": dX}


def squared_norm_grads(W: Any, x: Any) -> dict[str, Any]:
    dW, dx = np.zeros_like(W), np.zeros_like(x)
    for i in range(len(W)):
        q = sum(W[i, j] * x[j] for j in range(len(x)))
        for j in range(len(x)):
            dW[i, j] += 2 * q * x[j]
            dx[j] += 2 * q * W[i, j]
    return {"dW": dW, "dx": dx}


def ridge_grads(w: Any, b: Any, X: Any, y: Any, lam: Any) -> dict[str, Any]:
    dw, db = 2 * lam * w, 0.0
    for row, target in zip(X, y, strict=True):
        r = sum(wj * xj for wj, xj in zip(w, row, strict=True)) + b - target
        dw = dw + 2 * r * row / len(X)
        db += 2 * r / len(X)
    return {"dw": dw, "db": db}


def regularised_unit_grads(w: float, b: float, x: float, y: float, lam: float) -> dict[str, Any]:
    s = 1 / (1 + exp(-(w * x + b)))
    back = -(y - s) * s * (1 - s)
    return {"dw": back * x + 2 * lam * w, "db": back}


def two_layer_dx(W1: Any, b1: Any, w2: Any, b2: Any, x: Any, y: Any) -> dict[str, Any]:
    a = [1 / (1 + exp(-(W1[k] @ x + b1[k]))) for k in range(len(W1))]
    p = 1 / (1 + exp(-(sum(ak * wk for ak, wk in zip(a, w2, strict=True)) + b2)))
    dx = np.zeros_like(x)
    for k in range(len(W1)):
        for j in range(len(x)):
            dx[j] += (p - y) * w2[k] * a[k] * (1 - a[k]) * W1[k, j]
    return {"dx": dx}


def softmax_cross_entropy_grad(Z: Any, y: Any) -> dict[str, Any]:
    dZ = np.zeros_like(Z)
    for i, row in enumerate(Z):
        total = sum(exp(v - max(row)) for v in row)
        for j, v in enumerate(row):
            dZ[i, j] = (exp(v - max(row)) / total - (1.0 if j == y[i] else 0.0)) / len(Z)
    return {"dZ": dZ}


def mlp_grads(params: Any, X: Any, y: Any) -> dict[str, Any]:
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for x, label in zip(X, y, strict=True):
        a = np.tanh(params["W1"] @ x + params["b1"])
        z = params["W2"] @ a + params["b2"]
        dz = softmax_cross_entropy_grad(z[None, :], np.array([label]))["dZ"][0] / len(X)
        back = np.array([sum(dz[c] * params["W2"][c, u] for c in range(len(dz))) for u in range(len(a))])
        hidden = back / np.cosh(params["W1"] @ x + params["b1"]) ** 2
        grads["W2"] += np.outer(dz, a)
        grads["b2"] += dz
        grads["W1"] += np.outer(hidden, x)
        grads["b1"] += hidden
    return grads


@pytest.fixture
def answers() -> dict[str, Callable[..., dict[str, Any]]]:
    """Question id to its answer, which returns a dict from part to gradient."""
    functions = (
        relu_backward,
        linear_backward,
        squared_norm_grads,
        ridge_grads,
        regularised_unit_grads,
        two_layer_dx,
        softmax_cross_entropy_grad,
        mlp_grads,
    )
    return {function.__name__: function for function in functions}
