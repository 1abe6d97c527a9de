"""The gradient of the perceptron's loss, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("perceptron_loss_grad")


def costs(w: Any, X: Any, y: Any, rule: Any) -> Any:
    scores = y * (X @ w)
    return scores < 1 if rule == "margin" else scores <= 0


@slip("sign-flipped", "sign")
def as_the_update_goes(w: Any, X: Any, y: Any, rule: Any) -> Any:
    dw = np.zeros_like(w)
    for on, row, label in zip(costs(w, X, y, rule), X, y, strict=True):
        if on:
            dw += label * row
    return dw / len(X)


@slip("missing-mean")
def adds_the_rows_up(w: Any, X: Any, y: Any, rule: Any) -> Any:
    on = costs(w, X, y, rule)
    return -np.sum(y[on, None] * X[on], axis=0)


@slip("mean-of-wrong-rows")
def averages_the_rows_that_cost(w: Any, X: Any, y: Any, rule: Any) -> Any:
    on = costs(w, X, y, rule)
    return -np.mean(y[on, None] * X[on], axis=0) if on.any() else np.zeros_like(w)


@slip("always-classic")
def compares_predictions(w: Any, X: Any, y: Any, rule: Any) -> Any:
    wrong = np.sign(X @ w) != y
    return -(y * wrong) @ X / len(X)


@slip("always-margin")
def hinge_for_both(w: Any, X: Any, y: Any, rule: Any) -> Any:
    slack = 1 - y * (X @ w)
    return -((slack > 0) * y) @ X / len(y)


@slip("labels-forgotten")
def forgets_the_labels(w: Any, X: Any, y: Any, rule: Any) -> Any:
    on = costs(w, X, y, rule)
    return -X[on].sum(axis=0) / len(X)


@slip("last-row-only", "only-last-example")
def overwrites_in_the_loop(w: Any, X: Any, y: Any, rule: Any) -> Any:
    dw = np.zeros_like(w)
    for on, row, label in zip(costs(w, X, y, rule), X, y, strict=True):
        if on:
            dw = -label * row / len(X)
    return dw


@slip("only-first-example")
def returns_from_within_the_loop(w: Any, X: Any, y: Any, rule: Any) -> Any:
    dw = np.zeros_like(w)
    for on, row, label in zip(costs(w, X, y, rule), X, y, strict=True):
        if on:
            dw -= label * row / len(X)
        return dw
    return dw


@slip("every-row-counted")
def never_asks_whether_a_row_costs(w: Any, X: Any, y: Any, rule: Any) -> Any:
    return -np.mean(y[:, None] * X, axis=0)


@slip("right-rows-counted")
def turns_the_comparison(w: Any, X: Any, y: Any, rule: Any) -> Any:
    bound = 1 if rule == "margin" else 0
    right = y * (X @ w) > bound
    return -(right * y) @ X / len(X)


@slip("weighted-by-loss")
def multiplies_by_the_loss(w: Any, X: Any, y: Any, rule: Any) -> Any:
    bound = 1.0 if rule == "margin" else 0.0
    losses = np.clip(bound - y * (X @ w), 0, None)
    return -np.mean(losses[:, None] * y[:, None] * X, axis=0)


@slip("mean-twice")
def averages_twice(w: Any, X: Any, y: Any, rule: Any) -> Any:
    weights = costs(w, X, y, rule) / len(X)
    return -np.mean((weights * y)[:, None] * X, axis=0)


@slip("sign-and-missing-mean", "sign-flipped", "missing-mean", NONE)
def two_slips_at_once(w: Any, X: Any, y: Any, rule: Any) -> Any:
    on = costs(w, X, y, rule)
    return (on * y) @ X


CANDIDATES = slip.candidates
