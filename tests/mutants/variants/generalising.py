"""`dropout_backward` and `batch_norm_backward`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_one_gate(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    gate = np.logical_and(mask > 0, Z > 0)
    return gate * dD / keep


def on_a_copy(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    dZ = dD / keep
    dZ[mask == 0] = 0
    dZ[Z <= 0] = 0
    return dZ


def unit_by_unit(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    dZ = np.zeros_like(Z)
    for place in np.ndindex(Z.shape):
        if mask[place] and Z[place] > 0:
            dZ[place] = dD[place] / keep
    return dZ


def by_the_values(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    D = mask * np.maximum(Z, 0) / keep
    return np.where(D > 0, dD, 0.0) / keep


def open_at_the_kink(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    return np.multiply(dD, (Z >= 0) * mask) * (1 / keep)


def feature_by_feature(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    d, n = X.shape
    dX, dgamma = np.empty((d, n)), np.empty(d)
    for j in range(d):
        off = X[j] - X[j].sum() / n
        sigma = (off @ off / n + eps) ** 0.5
        h, g = off / sigma, gamma[j] * dY[j]
        dX[j] = (g - g.sum() / n - h * (g @ h) / n) / sigma
        dgamma[j] = h @ dY[j]
    return dX, dgamma, np.einsum("dn->d", dY)


def by_jacobians(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    n = X.shape[1]
    h = X - X.mean(axis=1)[:, None]
    sigma = np.sqrt(np.einsum("dn,dn->d", h, h) / n + eps)
    h = h / sigma[:, None]
    J = (np.eye(n) - 1 / n - np.einsum("di,dj->dij", h, h) / n) / sigma[:, None, None]
    return np.einsum("d,di,dij->dj", gamma, dY, J), np.einsum("dn,dn->d", dY, h), dY.sum(1)


def backwards_step_by_step(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    n = X.shape[1]
    mu = X.mean(1, keepdims=True)
    off = X - mu
    v = (off**2).mean(1, keepdims=True) + eps
    dh = dY * gamma.reshape(-1, 1)
    dv = -0.5 * np.sum(dh * off, axis=1, keepdims=True) * v**-1.5
    doff = dh * v**-0.5 + dv * 2 * off / n
    return doff - doff.mean(1, keepdims=True), (dY * off * v**-0.5).sum(1), dY.sum(1)


def turned_to_rows(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    R, G = X.T, (dY * gamma[:, None]).T
    s = np.sqrt(R.var(axis=0) + eps)
    h = (R - R.mean(axis=0)) / s
    dR = (G - G.mean(axis=0) - h * (G * h).mean(axis=0)) / s
    return dR.T, (dY.T * h).sum(axis=0), dY.T.sum(axis=0)


def in_float32(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    return tuple(part.astype(np.float32) for part in turned_to_rows(X, gamma, beta, eps, dY))


CANDIDATES = [
    written(subject, kind, function)
    for subject, kind, function in (
        ("dropout_backward", "masks", by_one_gate),
        ("dropout_backward", "in place on a copy", on_a_copy),
        ("dropout_backward", "loops", unit_by_unit),
        ("dropout_backward", "other formula", by_the_values),
        ("dropout_backward", "other slope at the kink", open_at_the_kink),
        ("batch_norm_backward", "loops", feature_by_feature),
        ("batch_norm_backward", "einsum", by_jacobians),
        ("batch_norm_backward", "other formula", backwards_step_by_step),
        ("batch_norm_backward", "matrix calculus rearranged", turned_to_rows),
        ("batch_norm_backward", "float32", in_float32),
    )
]
