"""A dense layer backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("linear_backward")


@slip("last-example-only")
def overwrites_in_the_loop(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    dX = np.zeros_like(X)
    for i in range(len(X)):
        dW = np.outer(dZ[i], X[i])
        db = dZ[i]
        dX[i] = W.T @ dZ[i]
    return dW, db, dX


@slip("first-example-missing")
def counts_from_one(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    for i in range(1, len(X)):
        dW += np.outer(dZ[i], X[i])
        db += dZ[i]
    return dW, db, dZ @ W


@slip("transposed")
def columns_are_examples(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return np.dot(X.T, dZ), dZ.sum(0), np.dot(dZ, W)


@slip("mean-taken-twice")
def divides_by_m(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    m = X.shape[0]
    dW = 1.0 / m * np.dot(dZ.T, X)
    db = 1.0 / m * np.sum(dZ, axis=0)
    dX = np.dot(dZ, W)
    return dW, db, dX


@slip("mean-twice")
def divides_the_weights_by_m(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return dZ.T @ X / len(X), dZ.sum(axis=0), dZ @ W


@slip("bias-averaged")
def averages_the_bias(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    db = np.mean(dZ, axis=0)
    return (X.T @ dZ).T, db, dZ @ W


@slip("bias-collapsed")
def one_number_for_all_biases(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    db = b * 0 + dZ.sum()
    return dZ.T @ X, db, dZ @ W


@slip("summed-too-far")
def one_number_for_the_bias(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return dZ.T @ X, np.sum(dZ), dZ @ W


@slip("extra-axis")
def keeps_an_axis(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return dZ.T @ X, dZ.sum(axis=0, keepdims=True), dZ @ W


@slip("crashed")
def transposes_the_weights(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return dZ.T @ X, dZ.sum(axis=0), dZ @ W.T


@slip("upstream-ignored")
def starts_from_ones(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    back = np.ones(dZ.shape)
    return back.T @ X, back.sum(axis=0), back @ W


@slip("swapped")
def returns_them_in_another_order(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return dZ @ W, dZ.T @ X, dZ.sum(axis=0)


@slip("sign")
def a_minus_in_one_line(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    dW = -(dZ.T @ X)
    return dW, dZ.sum(axis=0), dZ @ W


@slip("sign", "sign-flipped", "bias-averaged", NONE)
def a_minus_and_a_mean(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return -dZ.T @ X, dZ.mean(axis=0), dZ @ W


CANDIDATES = slip.candidates
