"""`linear_backward`, written otherwise."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_einsum(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return np.einsum("no,ni->oi", dZ, X), np.einsum("no->o", dZ), np.einsum("no,oi->ni", dZ, W)


def in_three_loops(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    dW, db, dX = np.zeros(W.shape), np.zeros(b.shape), np.zeros(X.shape)
    for n in range(X.shape[0]):
        for o in range(W.shape[0]):
            db[o] += dZ[n, o]
            for i in range(W.shape[1]):
                dW[o, i] += dZ[n, o] * X[n, i]
                dX[n, i] += dZ[n, o] * W[o, i]
    return dW, db, dX


def outer_products_added(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    dW = sum(np.outer(dz, x) for dz, x in zip(dZ, X, strict=True))
    return dW, sum(dZ), np.array([W.T @ dz for dz in dZ])


def turned_twice(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return (X.T @ dZ).T, np.ones(len(dZ)) @ dZ, (W.T @ dZ.T).T


def by_broadcasting(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    dW = (dZ[:, :, None] * X[:, None, :]).sum(axis=0)
    return dW, dZ.sum(0), (dZ[:, :, None] * W[None]).sum(axis=1)


def by_tensordot(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return np.tensordot(dZ, X, axes=(0, 0)), np.add.reduce(dZ), np.tensordot(dZ, W, axes=1)


def with_the_ones_column(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    extended = np.column_stack([X, np.ones(len(X))])
    both = dZ.T @ extended
    return both[:, :-1], both[:, -1], dZ @ W


def by_add_at(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    db = np.zeros_like(b)
    rows, columns = np.indices(dZ.shape)
    np.add.at(db, columns.ravel(), dZ[rows.ravel(), columns.ravel()])
    return dZ.T.dot(X), db, dZ.dot(W)


def as_lists(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return [(dZ.T @ X).tolist(), dZ.sum(axis=0).tolist(), (dZ @ W).tolist()]


def in_float32(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    W, X, dZ = (array.astype(np.float32) for array in (W, X, dZ))
    return dZ.T @ X, dZ.sum(axis=0), dZ @ W


def one_array_in_float32(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return dZ.T.astype(np.float32) @ X, dZ.sum(axis=0), dZ @ W


def mean_times_count(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    n = len(X)
    return n * (dZ.T @ X / n), n * dZ.mean(axis=0), dZ @ W


def by_reduce(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return reduce(np.add, map(np.outer, dZ, X)), reduce(np.add, dZ), np.vstack([dz @ W for dz in dZ])


CANDIDATES = [
    written("linear_backward", kind, function)
    for kind, function in (
        ("einsum", by_einsum),
        ("loops", in_three_loops),
        ("loops", outer_products_added),
        ("matrix calculus rearranged", turned_twice),
        ("broadcasting", by_broadcasting),
        ("tensordot", by_tensordot),
        ("matrix calculus rearranged", with_the_ones_column),
        ("np.add.at", by_add_at),
        ("lists", as_lists),
        ("float32", in_float32),
        ("float32", one_array_in_float32),
        ("other formula", mean_times_count),
        ("functools", by_reduce),
    )
]
