"""The gradient exercises of lesson 03, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_stable_sigmoid(w: Any, X: Any, y: Any, lam: Any) -> Any:
    s = y * X.dot(w)
    e = np.exp(-np.abs(s))
    wrong = np.where(s > 0, e, 1.0) / (1 + e)
    return 2 * lam * w - np.mean((wrong * y)[:, None] * X, axis=0)


def row_by_row(w: Any, X: Any, y: Any, lam: Any) -> Any:
    dw = np.zeros(len(w))
    for x, label in zip(X, y, strict=True):
        s = label * (x @ w)
        wrong = 0.0 if s > 500 else 1.0 / (1.0 + np.exp(s))
        dw += -label * wrong * x / len(X)
    for j in range(len(w)):
        dw[j] += 2 * lam * w[j]
    return dw


def with_bits_for_labels(w: Any, X: Any, y: Any, lam: Any) -> Any:
    z = np.clip(X @ w, -700, 700)
    return X.T @ (1 / (1 + np.exp(-z)) - (y + 1) / 2) / X.shape[0] + lam * (w + w)


def by_tanh(w: Any, X: Any, y: Any, lam: Any) -> Any:
    pull = y * (1 - np.tanh(y * (X @ w) / 2)) / 2
    return -np.einsum("n,nd->d", pull, X) / len(y) + 2 * lam * w


def expected_less_seen(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    rate = np.exp(np.log(hours) + X @ w + b)
    r = rate - y
    return X.T @ r / len(y), np.mean(r)


def counts_in_a_loop(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    dw, db = np.zeros_like(w), 0.0
    for x, h, count in zip(X, hours, y, strict=True):
        t = x @ w + b
        dw = dw + (h * np.exp(t) - count) * x
        db = db + h * np.exp(t) - count
    return dw / len(X), db / len(X)


def with_a_column_of_ones(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    A, v = np.column_stack([np.ones(len(X)), X]), np.concatenate([[b], w])
    g = A.T @ (hours * np.exp(A @ v)) / len(y) - A.T @ y / len(y)
    return g[1:], g[0]


def in_two_terms(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    rate = hours * np.exp(X @ w + b)
    dw = np.average(X * rate[:, None], axis=0) - np.average(X * y[:, None], axis=0)
    return dw, rate.mean() - y.mean()


def by_jacobians(Z: Any, y: Any) -> Any:
    dZ = np.zeros_like(Z)
    for i, (z, label) in enumerate(zip(Z, y, strict=True)):
        p = np.exp(z - z.max())
        p = p / p.sum()
        e = p.copy()
        e[label] -= 1
        dZ[i] = (np.diag(p) - np.outer(p, p)) @ (2 * e) / len(Z)
    return dZ


def by_one_hot_rows(Z: Any, y: Any) -> Any:
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    error = P - np.eye(Z.shape[1])[y]
    return 2 / len(Z) * (P * error - P * np.sum(P * error, axis=1)[:, None])


def by_einsum(Z: Any, y: Any) -> Any:
    P = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
    d = P.copy()
    d[np.arange(len(y)), y] -= 1
    shared = np.einsum("nk,nk->n", d, P)
    return np.einsum("nk,nk->nk", P, d - shared[:, None]) * 2 / len(y)


def squares_multiplied_out(Z: Any, y: Any) -> Any:
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    right = P[np.arange(len(y)), y][:, None]
    Y = np.eye(Z.shape[1])[y]
    # the loss of a row is Σ p² − 2 p_y + 1
    of_squares = 2 * P * (P - np.sum(P**2, axis=1, keepdims=True))
    of_right = 2 * right * (Y - P)
    return (of_squares - of_right) / len(Z)


CANDIDATES = [
    written(subject, kind, function)
    for subject, kind, function in (
        ("logistic_grad", "np.where", by_stable_sigmoid),
        ("logistic_grad", "loops", row_by_row),
        ("logistic_grad", "other formula", with_bits_for_labels),
        ("logistic_grad", "other formula", by_tanh),
        ("poisson_grad", "other formula", expected_less_seen),
        ("poisson_grad", "loops", counts_in_a_loop),
        ("poisson_grad", "matrix calculus rearranged", with_a_column_of_ones),
        ("poisson_grad", "broadcasting", in_two_terms),
        ("mse_softmax_grad", "loops", by_jacobians),
        ("mse_softmax_grad", "one-hot rows", by_one_hot_rows),
        ("mse_softmax_grad", "einsum", by_einsum),
        ("mse_softmax_grad", "other formula", squares_multiplied_out),
    )
]
