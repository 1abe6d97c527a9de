"""`ridge_grads`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_the_normal_equations(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    n = len(y)
    dw = 2 / n * (X.T @ X @ w + b * X.T @ np.ones(n) - X.T @ y) + 2 * lam * w
    return dw, 2 * (np.mean(X, axis=0) @ w + b - np.mean(y))


def one_example_at_a_time(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    dw, db = 2 * lam * w, 0.0
    for x, t in zip(X, y, strict=True):
        r = x @ w + b - t
        dw = dw + 2 * r * x / len(y)
        db += 2 * r / len(y)
    return dw, db


def means_of_rows(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X @ w + b - y
    return 2 * np.mean(r[:, None] * X, axis=0) + 2 * lam * w, 2 * np.mean(r)


def with_the_bias_as_a_weight(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    A = np.hstack([X, np.ones((len(X), 1))])
    v = np.append(w, b)
    gradient = 2 * A.T @ (A @ v - y) / len(y)
    gradient[:-1] += 2 * lam * w
    return gradient[:-1], gradient[-1]


def by_einsum(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = np.einsum("nd,d->n", X, w) + b - y
    return np.einsum("n,nd->d", r, X) * 2 / r.size + lam * 2 * w, np.einsum("n->", r) * 2 / r.size


def as_columns(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    w_column, y_column = w.reshape(-1, 1), y.reshape(-1, 1)
    r = X @ w_column + b - y_column
    dw = 2 * X.T @ r / X.shape[0] + 2 * lam * w_column
    return dw[:, 0], (2 * r / X.shape[0]).sum()


def in_float32(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
    r = 2 * (X @ w + np.float32(b) - y) / np.float32(len(y))
    return X.T @ r + 2 * np.float32(lam) * w, r.sum()


def scalar_in_an_array(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = -2 * (y - (X.dot(w) + b)) / y.shape[0]
    return r.dot(X) + lam * (w + w), np.sum(r, keepdims=False).reshape(())


CANDIDATES = [
    written("ridge_grads", kind, function)
    for kind, function in (
        ("matrix calculus rearranged", by_the_normal_equations),
        ("loops", one_example_at_a_time),
        ("broadcasting", means_of_rows),
        ("matrix calculus rearranged", with_the_bias_as_a_weight),
        ("einsum", by_einsum),
        ("columns", as_columns),
        ("float32", in_float32),
        ("array for a number", scalar_in_an_array),
    )
]
