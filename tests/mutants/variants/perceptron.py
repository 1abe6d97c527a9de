"""`perceptron_loss_grad`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def row_by_row(w: Any, X: Any, y: Any, rule: Any) -> Any:
    dw = np.zeros_like(w)
    for x, label in zip(X, y, strict=True):
        score = label * (w @ x)
        if (rule == "classic" and score <= 0) or (rule == "margin" and score < 1):
            dw -= label * x
    return dw / len(X)


def mean_of_masked_rows(w: Any, X: Any, y: Any, rule: Any) -> Any:
    kink = {"classic": 0.0, "margin": 1.0}[rule]
    costs = y * X.dot(w) < kink
    return np.mean(np.where(costs[:, None], -y[:, None] * X, 0.0), axis=0)


def by_selection(w: Any, X: Any, y: Any, rule: Any) -> Any:
    scores = y * (X @ w)
    chosen = np.flatnonzero(scores < (rule == "margin"))
    return -(y[chosen] @ X[chosen]) / y.size


def by_einsum(w: Any, X: Any, y: Any, rule: Any) -> Any:
    short = (1 if rule == "margin" else 0) - y * np.einsum("nd,d->n", X, w)
    return np.einsum("n,n,nd->d", np.heaviside(short, 0.5), -y, X) / len(y)


def by_a_list(w: Any, X: Any, y: Any, rule: Any) -> Any:
    at = 1 if rule == "margin" else 0
    pushes = [-t * x if t * sum(x * w) <= at else 0 * x for x, t in zip(X, y, strict=True)]
    return (sum(pushes) / len(pushes)).tolist()


CANDIDATES = [
    written("perceptron_loss_grad", kind, function)
    for kind, function in (
        ("loops", row_by_row),
        ("where", mean_of_masked_rows),
        ("selection", by_selection),
        ("einsum", by_einsum),
        ("lists", by_a_list),
    )
]
