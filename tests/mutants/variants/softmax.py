"""`softmax_cross_entropy_grad`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_one_hot(Z: Any, y: Any) -> Any:
    E = np.exp(Z - np.max(Z, axis=1)[:, None])
    return (E / E.sum(axis=1)[:, None] - np.eye(Z.shape[1])[y]) / Z.shape[0]


def by_logaddexp(Z: Any, y: Any) -> Any:
    P = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
    P[range(len(y)), y] -= 1
    return P / len(y)


def row_by_row(Z: Any, y: Any) -> Any:
    rows = []
    for z, label in zip(Z, y, strict=True):
        e = [np.exp(v - max(z)) for v in z]
        rows.append([v / sum(e) - (j == label) for j, v in enumerate(e)])
    return np.array(rows) / len(Z)


def by_the_jacobian(Z: Any, y: Any) -> Any:
    dZ = np.empty_like(Z)
    for i, (z, label) in enumerate(zip(Z, y, strict=True)):
        p = np.exp(z - z.max())
        p = p / p.sum()
        log_p_slope = np.zeros_like(z)
        log_p_slope[label] = 1.0
        # d(log p_y)/dz = onehot − p, from the Jacobian's row divided by p_y
        dZ[i] = -(log_p_slope - p) / len(Z)
    return dZ


def by_differences_of_logits(Z: Any, y: Any) -> Any:
    with np.errstate(over="ignore"):
        P = 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)
    return (P - (np.arange(Z.shape[1]) == y[:, None])) / len(Z)


def by_subtract_at(Z: Any, y: Any) -> Any:
    shifted = Z - Z.max(1, keepdims=True)
    P = np.exp(shifted - np.log(np.exp(shifted).sum(1, keepdims=True)))
    np.subtract.at(P, (np.arange(len(y)), y), 1)
    P *= 1 / len(y)
    return P


def in_long_doubles(Z: Any, y: Any) -> Any:
    Z = Z.astype(np.longdouble)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / len(y)


def in_float32(Z: Any, y: Any) -> Any:
    Z = Z.astype(np.float32)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)


def columns_for_rows(Z: Any, y: Any) -> Any:
    Zt = Z.T
    E = np.exp(Zt - Zt.max(axis=0))
    P = E / E.sum(axis=0)
    P[y, np.arange(len(y))] -= 1.0
    return (P / len(y)).T


def right_class_as_minus_the_rest(Z: Any, y: Any) -> Any:
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    here = np.zeros(Z.shape, dtype=bool)
    here[np.arange(len(y)), y] = True
    rest = np.where(here, 0.0, P)
    return np.where(here, -rest.sum(axis=1, keepdims=True), P) / len(Z)


CANDIDATES = [
    written("softmax_cross_entropy_grad", kind, function)
    for kind, function in (
        ("one-hot rows", by_one_hot),
        ("logaddexp", by_logaddexp),
        ("loops", row_by_row),
        ("loops", by_the_jacobian),
        ("other formula", by_differences_of_logits),
        ("np.subtract.at", by_subtract_at),
        ("long doubles", in_long_doubles),
        ("float32", in_float32),
        ("transposed inside", columns_for_rows),
        ("other formula", right_class_as_minus_the_rest),
    )
]
