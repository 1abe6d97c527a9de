"""The gradients of lesson 03, as they go wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

logistic = Slips("logistic_grad")
poisson = Slips("poisson_grad")
squared = Slips("mse_softmax_grad")


def sigmoid(z: Any) -> Any:
    e = np.exp(-np.abs(z))
    return np.where(z > 0, 1.0, e) / (1 + e)


def softmax(Z: Any) -> Any:
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


@logistic("labels-as-0-and-1")
def prediction_less_label(w: Any, X: Any, y: Any, lam: Any) -> Any:
    return X.T @ (sigmoid(X @ w) - y) / len(y) + 2 * lam * w


@logistic("right-rows-weighted")
def forgot_to_turn_the_sigmoid(w: Any, X: Any, y: Any, lam: Any) -> Any:
    s = y * (X @ w)
    return -(y * sigmoid(s)) @ X / len(y) + 2 * lam * w


@logistic("data-sign", "term-sign")
def towards_the_wrong_side(w: Any, X: Any, y: Any, lam: Any) -> Any:
    s = y * (X @ w)
    return np.mean((y * sigmoid(-s))[:, None] * X, axis=0) + 2 * lam * w


@logistic("penalty-missing-factor-2", "term-factor")
def half_a_penalty(w: Any, X: Any, y: Any, lam: Any) -> Any:
    s = y * (X @ w)
    return -X.T @ (y * sigmoid(-s)) / len(y) + lam * w


@logistic("penalty-forgotten", "missing-term")
def no_penalty(w: Any, X: Any, y: Any, lam: Any) -> Any:
    return -X.T @ (y * sigmoid(-y * (X @ w))) / len(y)


@logistic("missing-mean")
def adds_the_rows_up(w: Any, X: Any, y: Any, lam: Any) -> Any:
    dw = 2 * lam * w
    for x, label in zip(X, y, strict=True):
        dw = dw - label * sigmoid(-label * (x @ w)) * x
    return dw


@logistic("penalty-averaged")
def all_over_n(w: Any, X: Any, y: Any, lam: Any) -> Any:
    return (2 * lam * w - X.T @ (y * sigmoid(-y * (X @ w)))) / len(y)


@logistic("label-missing-in-score")
def score_without_label(w: Any, X: Any, y: Any, lam: Any) -> Any:
    wrong = 1 - sigmoid(X @ w)
    return -(wrong * y) @ X / len(y) + 2 * lam * w


@logistic("perceptron")
def only_the_wrong_rows(w: Any, X: Any, y: Any, lam: Any) -> Any:
    wrong = y * (X @ w) < 0
    return -(y * wrong) @ X / len(y) + 2 * lam * w


@poisson("hours-forgotten")
def every_row_an_hour(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    r = np.exp(X @ w + b) - y
    return X.T @ r / len(y), r.mean()


@poisson("counts-per-hour")
def bicycles_per_hour(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    r = np.exp(X @ w + b) - y / hours
    return X.T @ r / len(y), r.mean()


@poisson("hours-on-the-counts")
def everything_times_hours(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    r = hours * (np.exp(X @ w + b) - y)
    return X.T @ r / len(y), r.mean()


@poisson("at-the-rate")
def stops_at_the_rate(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    rate = hours * np.exp(X @ w + b)
    g = (1 - y / rate) / len(y)
    return X.T @ g, g.sum()


@poisson("exp-forgotten")
def a_linear_rate(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    r = hours * (X @ w + b) - y
    return X.T @ r / len(y), r.mean()


@poisson("missing-mean")
def sums_for_means(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    r = hours * np.exp(X @ w + b) - y
    return X.T @ r, r.sum()


@poisson("sign-flipped", "sign")
def of_the_likelihood(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    r = y - hours * np.exp(X @ w + b)
    return X.T @ r / len(y), r.mean()


@poisson("bias-not-summed", "unsummed-axis")
def a_bias_a_row(w: Any, b: Any, X: Any, hours: Any, y: Any) -> Any:
    r = (hours * np.exp(X @ w + b) - y) / len(y)
    return X.T @ r, r


@squared("cross-entropy")
def the_other_loss(Z: Any, y: Any) -> Any:
    dZ = softmax(Z)
    dZ[np.arange(len(y)), y] -= 1
    return dZ / len(y)


@squared("at-the-probabilities")
def stops_at_the_probabilities(Z: Any, y: Any) -> Any:
    return 2 * (softmax(Z) - np.eye(Z.shape[1])[y]) / len(y)


@squared("diagonal-only")
def as_for_sigmoids(Z: Any, y: Any) -> Any:
    P = softmax(Z)
    return 2 * (P - np.eye(Z.shape[1])[y]) * P * (1 - P) / len(y)


@squared("other-paths-missing")
def own_exponential_only(Z: Any, y: Any) -> Any:
    P = softmax(Z)
    return 2 / len(y) * P * (P - np.eye(Z.shape[1])[y])


@squared("missing-factor-2", "factor-half")
def half_a_square(Z: Any, y: Any) -> Any:
    P = softmax(Z)
    error = P - np.eye(Z.shape[1])[y]
    return P * (error - (error * P).sum(axis=1, keepdims=True)) / len(y)


@squared("mean-over-entries")
def mean_of_everything(Z: Any, y: Any) -> Any:
    P = softmax(Z)
    dP = 2 * (P - np.eye(Z.shape[1])[y]) / P.size
    return P * (dP - (dP * P).sum(axis=1, keepdims=True))


@squared("right-class-only")
def error_of_the_right_class(Z: Any, y: Any) -> Any:
    P, n = softmax(Z), np.arange(len(y))
    dP = np.zeros_like(P)
    dP[n, y] = 2 * (P[n, y] - 1)
    return P * (dP - (dP * P).sum(axis=1, keepdims=True)) / len(y)


@squared("summed-over-the-batch")
def forgets_the_axis(Z: Any, y: Any) -> Any:
    P = softmax(Z)
    dP = 2 * (P - np.eye(Z.shape[1])[y])
    return P * (dP - np.sum(dP * P)) / len(y)


@squared("sign-flipped", "cross-entropy", NONE)
def two_slips_at_once(Z: Any, y: Any) -> Any:
    return (np.eye(Z.shape[1])[y] - softmax(Z)) / len(y)


CANDIDATES = logistic.candidates + poisson.candidates + squared.candidates
