"""`minibatch_gradient`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def one_row_at_a_time(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    dw, db = np.zeros(len(w)), 0.0
    for i in S:
        pull = np.tanh(X[i] @ w + b - y[i])
        dw += pull * X[i]
        db += pull
    return dw / len(S), db / len(S)


def by_a_mask(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    chosen = np.isin(np.arange(len(y)), S)
    pull = np.where(chosen, np.tanh(X @ w + b - y), 0.0) / chosen.sum()
    return pull @ X, pull.sum()


def with_exponentials(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    r = np.take(X, S, axis=0).dot(w) + b - np.take(y, S)
    slope = (np.exp(r) - np.exp(-r)) / (np.exp(r) + np.exp(-r))
    return np.mean(slope[:, None] * X[S], axis=0), np.mean(slope)


def with_the_bias_as_a_weight(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    A = np.column_stack([X, np.ones(len(X))])[S]
    gradient = A.T @ np.tanh(A @ np.append(w, b) - y[S]) / len(A)
    return gradient[:-1], float(gradient[-1])


def by_einsum(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    s = -np.tanh(y[S] - np.einsum("md,d->m", X[S], w) - b)
    return np.einsum("m,md->d", s, X[S]) / s.size, np.einsum("m->", s) / s.size


def in_float32(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    rows = X[S].astype(np.float32)
    s = np.tanh(rows @ w.astype(np.float32) + np.float32(b) - y[S].astype(np.float32)) / np.float32(len(S))
    return rows.T @ s, s.sum()


CANDIDATES = [
    written("minibatch_gradient", kind, function)
    for kind, function in (
        ("loops", one_row_at_a_time),
        ("masks", by_a_mask),
        ("matrix calculus rearranged", with_exponentials),
        ("matrix calculus rearranged", with_the_bias_as_a_weight),
        ("einsum", by_einsum),
        ("float32", in_float32),
    )
]
