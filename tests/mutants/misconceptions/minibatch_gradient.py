"""The gradient of a minibatch, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("minibatch_gradient")


@slip("divided-by-n")
def mean_over_everyone(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    n = X.shape[0]
    s = np.tanh(X[S] @ w + b - y[S])
    return X[S].T @ s / n, np.sum(s) / n


@slip("missing-mean")
def adds_the_batch_up(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    dw, db = np.zeros_like(w), 0.0
    for i in S:
        s = np.tanh(X[i] @ w + b - y[i])
        dw, db = dw + s * X[i], db + s
    return dw, db


@slip("all-examples")
def forgets_the_batch(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    s = np.tanh(X @ w + b - y)
    return X.T @ s / len(y), s.mean()


@slip("first-rows")
def takes_as_many_from_the_top(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    m = len(S)
    s = np.tanh(X[:m] @ w + b - y[:m])
    return X[:m].T @ s / m, s.mean()


@slip("least-squares-slope")
def still_the_squared_error(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    r = X[S] @ w + b - y[S]
    return 2 / len(S) * X[S].T @ r, 2 * r.mean()


@slip("sign-flipped")
def target_minus_prediction(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    s = np.tanh(y[S] - X[S] @ w - b)
    return s @ X[S] / len(S), np.mean(s)


@slip("loss-for-slope")
def leaves_the_loss_as_it_is(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    s = np.log(np.cosh(X[S] @ w + b - y[S]))
    return np.mean(s[:, None] * X[S], axis=0), s.mean()


@slip("last-example-only")
def returns_the_last_turn(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    for i in S:
        s = np.tanh(X[i] @ w + b - y[i])
        dw, db = s * X[i], s
    return dw, db


@slip("bias-not-averaged")
def averages_the_weights_alone(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    s = np.tanh(X[S] @ w + b - y[S])
    return X[S].T @ s / len(S), s.sum()


@slip(NONE)
def slope_of_tanh_as_well(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    t = np.tanh(X[S] @ w + b - y[S])
    s = t * (1 - t**2)
    return X[S].T @ s / len(S), s.mean()


CANDIDATES = slip.candidates
