"""`squared_norm_grads`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_the_gram_matrix(W: Any, x: Any) -> Any:
    return 2 * W @ np.outer(x, x), 2 * (W.T @ W) @ x


def by_einsum(W: Any, x: Any) -> Any:
    q = np.einsum("ij,j->i", W, x)
    return np.einsum("i,j->ij", 2 * q, x), np.einsum("ij,i->j", W, 2 * q)


def in_loops(W: Any, x: Any) -> Any:
    m, n = W.shape
    q = [sum(W[i, j] * x[j] for j in range(n)) for i in range(m)]
    dW = [[2 * q[i] * x[j] for j in range(n)] for i in range(m)]
    return dW, [sum(2 * q[i] * W[i, j] for i in range(m)) for j in range(n)]


def by_columns(W: Any, x: Any) -> Any:
    q = (W @ x)[:, np.newaxis]
    return 2 * q @ x[np.newaxis, :], (2 * W.T @ q).ravel()


def each_path_added(W: Any, x: Any) -> Any:
    dW, dx = np.zeros_like(W), np.zeros_like(x)
    for i, row in enumerate(W):
        dq = row @ x + x @ row
        dW[i] += dq * x
        dx += dq * row
    return dW, dx


def row_from_the_left(W: Any, x: Any) -> Any:
    dq = 2 * (x @ W.T)
    return np.multiply.outer(dq, x), dq @ W


CANDIDATES = [
    written("squared_norm_grads", kind, function)
    for kind, function in (
        ("matrix calculus rearranged", by_the_gram_matrix),
        ("einsum", by_einsum),
        ("loops", in_loops),
        ("columns", by_columns),
        ("loops", each_path_added),
        ("matrix calculus rearranged", row_from_the_left),
    )
]
