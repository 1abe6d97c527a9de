"""The gradients of lesson 10's layers, as they go wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.mutants.misconceptions._slip import Slips

conv, time = Slips("conv1d_backward"), Slips("rnn_backward")
block, attend = Slips("residual_backward"), Slips("attention_backward")


@conv("windows-overwritten")
def assigns_the_window(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    dw, dX = np.zeros_like(w), np.zeros_like(X)
    for i in range(dY.shape[1]):
        a, b = i * stride, i * stride + len(w)
        dw += X[:, a:b].T @ dY[:, i]
        dX[:, a:b] = dY[:, i, None] * w[None, :]
    return dw, dX


@conv("kernel-flipped")
def turns_the_filter_because_books_do(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    dw, dX = np.zeros_like(w), np.zeros_like(X)
    turned = w[::-1]
    for i in range(dY.shape[1]):
        for u in range(len(w)):
            dw[u] += dY[:, i] @ X[:, i * stride + u]
            dX[:, i * stride + u] += dY[:, i] * turned[u]
    return dw, dX


@conv("stride-ignored")
def never_reads_the_stride(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    dw, dX = np.zeros_like(w), np.zeros_like(X)
    for i in range(dY.shape[1]):
        dw += dY[:, i] @ X[:, i : i + len(w)]
        dX[:, i : i + len(w)] += np.outer(dY[:, i], w)
    return dw, dX


@conv("last-place-only")
def keeps_the_last_place(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    dX = np.zeros_like(X)
    for i in range(dY.shape[1]):
        at = slice(i * stride, i * stride + len(w))
        dw = dY[:, i] @ X[:, at]
        dX[:, at] += np.outer(dY[:, i], w)
    return dw, dX


@conv("averaged-over-examples", "mean-twice", "factor-or-mean")
def mean_over_signals(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    windows = sliding_window_view(X, len(w), axis=1)[:, ::stride]
    dX = np.zeros_like(X)
    for i in range(dY.shape[1]):
        dX[:, i * stride : i * stride + len(w)] += np.outer(dY[:, i], w)
    return (dY[:, :, None] * windows).sum(axis=1).mean(axis=0), dX


@conv("sign-flipped")
def minus_everything(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    dw, dX = np.zeros_like(w), np.zeros_like(X)
    for i in range(dY.shape[1]):
        at = slice(i * stride, i * stride + len(w))
        dw -= dY[:, i] @ X[:, at]
        dX[:, at] -= np.outer(dY[:, i], w)
    return dw, dX


def _states(U: Any, V: Any, X: Any) -> Any:
    H = [np.zeros(len(U))]
    for x in X:
        H.append(np.tanh(U @ H[-1] + V @ x))
    return H


@time("last-step-only")
def stops_after_one_step(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    H = _states(U, V, X)
    error = c @ H[-1] - y
    dz = error * c * (1 - H[-1] ** 2)
    return np.outer(dz, H[-2]), np.outer(dz, X[-1]), error * H[-1]


@time("first-step-only")
def overwrites_at_each_step(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    H = _states(U, V, X)
    error = c @ H[-1] - y
    g = error * c
    for t in reversed(range(len(X))):
        g = g * (1 - H[t + 1] ** 2)
        dU, dV = np.outer(g, H[t]), np.outer(g, X[t])
        g = U.T @ g
    return dU, dV, error * H[-1]


@time("weights-not-transposed")
def goes_back_as_it_came(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    H = _states(U, V, X)
    error = c @ H[-1] - y
    g, dU, dV = error * c, np.zeros_like(U), np.zeros_like(V)
    for t in reversed(range(len(X))):
        g = g * (1 - H[t + 1] ** 2)
        dU, dV = dU + np.outer(g, H[t]), dV + np.outer(g, X[t])
        g = U @ g
    return dU, dV, error * H[-1]


@time("state-of-its-own-step")
def pairs_with_the_new_state(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    H = _states(U, V, X)
    error = c @ H[-1] - y
    g, dU, dV = error * c, np.zeros_like(U), np.zeros_like(V)
    for h, x in zip(H[:0:-1], X[::-1], strict=True):
        g = g * (1 - h**2)
        dU, dV, g = dU + np.outer(g, h), dV + np.outer(g, x), U.T @ g
    return dU, dV, error * H[-1]


@time("activation-slope-missing")
def treats_it_as_linear(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    H = _states(U, V, X)
    error = c @ H[-1] - y
    g, dU, dV = error * c, np.zeros_like(U), np.zeros_like(V)
    for t in range(len(X) - 1, -1, -1):
        dU, dV, g = dU + np.outer(g, H[t]), dV + np.outer(g, X[t]), U.T @ g
    return dU, dV, error * H[-1]


@time("slope-one-step-early")
def slope_of_the_state_before(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    H = _states(U, V, X)
    error = c @ H[-1] - y
    g, dU, dV = error * c, np.zeros_like(U), np.zeros_like(V)
    for t in range(len(X) - 1, -1, -1):
        g = g * (1 - H[t] ** 2)
        dU, dV, g = dU + np.outer(g, H[t]), dV + np.outer(g, X[t]), U.T @ g
    return dU, dV, error * H[-1]


@block("skip-forgotten")
def only_through_the_layers(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    A = np.tanh(X @ W1.T)
    dZ = dY @ W2 * (1 - A**2)
    return dZ.T @ X, dY.T @ A, dZ @ W1


@block("branch-forgotten")
def only_round_the_layers(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    A = np.tanh(X @ W1.T)
    dZ = dY @ W2 * (1 - A**2)
    return dZ.T @ X, dY.T @ A, dY.copy()


@block("multiplied")
def chain_rule_means_times(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    A = np.tanh(X @ W1.T)
    dZ = dY @ W2 * (1 - A**2)
    return dZ.T @ X, dY.T @ A, dY * (dZ @ W1)


@block("activation-slope-missing")
def forgets_tanh(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    A = np.tanh(X @ W1.T)
    dA = dY @ W2
    return dA.T @ X, dY.T @ A, dY + dA @ W1


@block("before-activation")
def keeps_the_wrong_one(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    Z = X @ W1.T
    dZ = dY @ W2 / np.cosh(Z) ** 2
    return dZ.T @ X, dY.T @ Z, dY + dZ @ W1


@block("input-added")
def adds_what_was_added_forwards(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    A = np.tanh(X @ W1.T)
    dZ = dY @ W2 * (1 - A**2)
    return dZ.T @ X, dY.T @ A, X + dZ @ W1


def _weights(q: Any, K: Any) -> Any:
    s = K @ q / np.sqrt(len(q))
    return np.exp(s) / np.exp(s).sum()


@attend("own-slope-only")
def diagonal_of_the_softmax(q: Any, K: Any, V: Any, dy: Any) -> Any:
    p = _weights(q, K)
    ds = (p - p**2) * (V @ dy) / np.sqrt(len(q))
    return K.T @ ds, ds[:, None] * q, p[:, None] * dy


@attend("sum-to-one-forgotten")
def softmax_as_exp(q: Any, K: Any, V: Any, dy: Any) -> Any:
    p = _weights(q, K)
    ds = p * (V @ dy) / np.sqrt(len(q))
    return K.T @ ds, np.outer(ds, q), np.outer(p, dy)


@attend("scale-missing-on-the-way-back")
def root_on_the_way_forward_only(q: Any, K: Any, V: Any, dy: Any) -> Any:
    p = _weights(q, K)
    dp = V @ dy
    ds = p * (dp - p @ dp)
    return ds @ K, np.outer(ds, q), np.outer(p, dy)


@attend("scale-missing")
def no_root_at_all(q: Any, K: Any, V: Any, dy: Any) -> Any:
    p = np.exp(K @ q) / np.exp(K @ q).sum()
    dp = V @ dy
    ds = p * (dp - p @ dp)
    return ds @ K, np.outer(ds, q), np.outer(p, dy)


@attend("values-unweighted")
def values_get_it_all(q: Any, K: Any, V: Any, dy: Any) -> Any:
    p = _weights(q, K)
    dp = V @ dy
    ds = p * (dp - p @ dp) / np.sqrt(len(q))
    return ds @ K, np.outer(ds, q), np.tile(dy, (len(V), 1))


@attend("key-for-query")
def keys_meet_themselves(q: Any, K: Any, V: Any, dy: Any) -> Any:
    p = _weights(q, K)
    dp = V @ dy
    ds = p * (dp - p @ dp) / np.sqrt(len(q))
    return ds @ K, ds[:, None] * K, np.outer(p, dy)


CANDIDATES = conv.candidates + time.candidates + block.candidates + attend.candidates
