"""Ridge regression backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("ridge_grads")


@slip("residual-sign", "term-sign")
def target_minus_prediction(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    error = y - (X @ w + b)
    return 2 * X.T @ error / len(y) + 2 * lam * w, 2 * error.mean()


@slip("missing-mean")
def adds_the_examples_up(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    dw, db = 2 * lam * w, 0.0
    for row, target in zip(X, y, strict=True):
        r = row @ w + b - target
        dw = dw + 2 * r * row
        db = db + 2 * r
    return dw, db


@slip("missing-mean")
def forgets_the_mean_in_the_bias(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X @ w + b - y
    return 2 / len(y) * (r @ X) + 2 * lam * w, 2 * np.sum(r)


@slip("penalty-missing-factor-2", "term-factor")
def half_the_penalty(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X @ w + b - y
    return 2 * X.T @ r / len(y) + lam * w, 2 * r.mean()


@slip("penalty-forgotten", "missing-term")
def plain_least_squares(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X @ w + b - y
    return 2 * np.mean(r[:, None] * X, axis=0), 2 * np.mean(r)


@slip("penalty-averaged")
def everything_over_n(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    n = len(X)
    r = X @ w + b - y
    return 2 / n * (X.T @ r + lam * w), 2 / n * r.sum()


@slip("bias-penalised")
def one_vector_of_parameters(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    theta = np.append(w, b)
    rows = np.column_stack([X, np.ones(len(X))])
    grad = 2 * rows.T @ (rows @ theta - y) / len(y) + 2 * lam * theta
    return grad[:-1], float(grad[-1])


@slip("bias-forgotten")
def predicts_without_b(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X.dot(w) - y
    return 2 * X.T.dot(r) / len(y) + 2 * lam * w, 2 * r.mean()


@slip("last-example-overwrites", "last-example-only")
def overwrites_in_the_loop(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    n = len(X)
    for i in range(n):
        r = X[i] @ w + b - y[i]
        dw = 2 * r * X[i] / n
        db = 2 * r / n
    return dw + 2 * lam * w, db


@slip("bias-not-summed", "unsummed-axis")
def a_bias_for_every_example(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X @ w + b - y
    return 2 * X.T @ r / len(y) + 2 * lam * w, 2 * r / len(y)


@slip("missing-factor-2")
def loses_both_twos(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X @ w + b - y
    return r @ X / len(y) + lam * w, r.mean()


@slip("data-missing-factor-2", "term-factor")
def loses_the_two_of_the_square(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = X @ w + b - y
    return r @ X / len(y) + 2 * lam * w, r.mean()


@slip("wrong-count")
def divides_by_the_columns(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    n = X.shape[1]
    r = X @ w + b - y
    return 2 * X.T @ r / n + 2 * lam * w, 2 * r.sum() / n


@slip("sign-and-missing-mean", "residual-sign", "missing-mean", "term-sign", NONE)
def two_slips_at_once(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
    r = y - X @ w - b
    return 2 * X.T @ r + 2 * lam * w, 2 * r.sum()


CANDIDATES = slip.candidates
