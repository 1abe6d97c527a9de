"""The gradient exercises of lesson 10, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.mutants.candidate import written


def conv_by_its_matrix(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    S, T, k = dY.shape[1], X.shape[1], len(w)
    M = np.zeros((S, T))
    for i in range(S):
        M[i, i * stride : i * stride + k] = w
    dM = dY.T @ X
    return np.array([sum(dM[i, i * stride + u] for i in range(S)) for u in range(k)]), dY @ M


def conv_by_full_convolution(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    n, T = X.shape
    k = len(w)
    spread = np.zeros((n, T - k + 1))
    spread[:, : (dY.shape[1] - 1) * stride + 1 : stride] = dY
    dX = np.array([np.convolve(row, w) for row in spread])
    dw = sum(np.correlate(x, row, "valid") for x, row in zip(X, spread, strict=True))
    return dw, dX


def conv_weight_by_weight(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    S = dY.shape[1]
    dw, dX = np.empty(len(w)), np.zeros_like(X)
    for u, weight in enumerate(w):
        seen = slice(u, u + (S - 1) * stride + 1, stride)
        dw[u] = np.vdot(dY, X[:, seen])
        dX[:, seen] += weight * dY
    return dw, dX


def conv_by_einsum(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    windows = sliding_window_view(X, len(w), axis=1)[:, ::stride]
    dX = np.zeros_like(X)
    at: Any = (slice(None), np.arange(dY.shape[1])[:, None] * stride + np.arange(len(w)))
    np.add.at(dX, at, dY[:, :, None] * w)
    return np.einsum("ns,nsk->k", dY, windows), dX


def time_by_recursion(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    def visit(t: int, h: Any) -> Any:
        """The gradient at h, and what steps t … T add to dU and dV; and the last state."""
        if t == len(X):
            off = c @ h - y
            return off * c, 0 * U, 0 * V, off * h
        after = np.tanh(U @ h + V @ X[t])
        g, dU, dV, dc = visit(t + 1, after)
        g = g * (1 - after * after)
        return g @ U, dU + np.outer(g, h), dV + np.outer(g, X[t]), dc

    return visit(0, np.zeros(len(U)))[1:]


def time_by_products(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    H = [np.zeros(len(U))]
    for x in X:
        H.append(np.tanh(U @ H[-1] + V @ x))
    states = np.array(H)
    off = c @ H[-1] - y
    row, deltas = off * c, []
    for h in states[:0:-1]:
        deltas.append(row * (1 - h**2))
        row = deltas[-1] @ U
    D = np.array(deltas[::-1])
    return D.T @ states[:-1], np.einsum("tm,td->md", D, X), off * states[-1]


def time_carried_forwards(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    """Forward mode: the slopes of the state in every weight, step by step."""
    m, d = V.shape
    h, hU, hV = np.zeros(m), np.zeros((m, m, m)), np.zeros((m, m, d))
    for x in X:
        new = np.tanh(U @ h + V @ x)
        D = (1 - new**2)[:, None, None]
        eye = np.eye(m)
        hU = D * (np.einsum("ij,jab->iab", U, hU) + eye[:, :, None] * h)
        hV = D * (np.einsum("ij,jab->iab", U, hV) + eye[:, :, None] * x)
        h = new
    off = c @ h - y
    return off * np.tensordot(c, hU, 1), off * np.tensordot(c, hV, 1), off * h


def block_row_by_row(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    dW1, dW2, dX = np.zeros_like(W1), np.zeros_like(W2), dY.copy()
    for i, (x, g) in enumerate(zip(X, dY, strict=True)):
        a = np.tanh(W1 @ x)
        dz = (W2.T @ g) / np.cosh(W1 @ x) ** 2
        dW1 += np.outer(dz, x)
        dW2 += np.outer(g, a)
        dX[i] += W1.T @ dz
    return dW1, dW2, dX


def block_with_columns(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    x, g = X.T, dY.T
    a = np.tanh(W1 @ x)
    dz = W2.T @ g - (W2.T @ g) * a * a
    return dz @ x.T, g @ a.T, (g + W1.T @ dz).T


def block_by_einsum(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    a = np.tanh(np.einsum("nd,hd->nh", X, W1))
    dz = np.einsum("nd,dh,nh->nh", dY, W2, 1 - a**2)
    return np.einsum("nh,nd->hd", dz, X), np.einsum("nd,nh->dh", dY, a), dY + np.einsum("nh,hd->nd", dz, W1)


def attend_by_the_jacobian(q: Any, K: Any, V: Any, dy: Any) -> Any:
    s = K @ q / np.sqrt(q.size)
    p = np.exp(s) / np.sum(np.exp(s))
    ds = (np.diag(p) - np.outer(p, p)) @ (V @ dy)
    return K.T @ ds / np.sqrt(q.size), np.outer(ds, q) / np.sqrt(q.size), np.outer(p, dy)


def attend_key_by_key(q: Any, K: Any, V: Any, dy: Any) -> Any:
    root = len(q) ** 0.5
    powers = [np.exp(k @ q / root) for k in K]
    p = [power / sum(powers) for power in powers]
    y = sum(share * v for share, v in zip(p, V, strict=True))
    dq, dK, dV = np.zeros(len(q)), [], []
    for share, k, v in zip(p, K, V, strict=True):
        pull = share * ((v - y) @ dy) / root
        dq += pull * k
        dK.append(pull * q)
        dV.append(share * dy)
    return dq, np.array(dK), np.array(dV)


def attend_with_the_query_scaled(q: Any, K: Any, V: Any, dy: Any) -> Any:
    short = q / np.sqrt(len(q))
    s = np.einsum("sd,d->s", K, short)
    p = np.exp(s - s.max())
    p /= p.sum()
    dp = np.einsum("sv,v->s", V, dy)
    ds = p * dp - p * np.dot(p, dp)
    return np.einsum("s,sd->d", ds, K) / np.sqrt(len(q)), ds[:, None] * short, p[:, None] * dy


CANDIDATES = [
    written(subject, kind, function)
    for subject, kind, function in (
        ("conv1d_backward", "matrix calculus rearranged", conv_by_its_matrix),
        ("conv1d_backward", "other formula", conv_by_full_convolution),
        ("conv1d_backward", "loops", conv_weight_by_weight),
        ("conv1d_backward", "einsum", conv_by_einsum),
        ("rnn_backward", "loops", time_by_recursion),
        ("rnn_backward", "matrix calculus rearranged", time_by_products),
        ("rnn_backward", "other formula", time_carried_forwards),
        ("residual_backward", "loops", block_row_by_row),
        ("residual_backward", "matrix calculus rearranged", block_with_columns),
        ("residual_backward", "einsum", block_by_einsum),
        ("attention_backward", "matrix calculus rearranged", attend_by_the_jacobian),
        ("attention_backward", "loops", attend_key_by_key),
        ("attention_backward", "einsum", attend_with_the_query_scaled),
    )
]
