"""What a student returns who slips in `perceptron_loss_grad(w, X, y, rule)`, computed as they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.spec import Array, Mistake
from course.perceptron import Rule, due


def _grad(kind: str, message: str, of: Callable[[Array, Array, Array, Any], Any]) -> Mistake:
    """``of(w, X, y, on)`` with ``on`` (n,) true on the rows that cost something."""

    def make(w: Array, X: Array, y: Array, rule: Rule) -> dict[str, Any]:
        return {"dw": np.asarray(of(w, X, y, due(y * (X @ w), rule)), dtype=np.float64)}

    return Mistake(kind, message, make)


def _with_rows_of(rule: Rule) -> Callable[[Array, Array, Array, Any], Any]:
    """The right gradient of one rule's loss, whichever was asked."""

    def of(w: Array, X: Array, y: Array, _: Any) -> Any:
        return -(due(y * (X @ w), rule) * y) @ X / len(X)

    return of


def _weighted_by_loss(w: Array, X: Array, y: Array, rule: Rule) -> dict[str, Any]:
    losses = np.maximum(0.0, (1.0 if rule == "margin" else 0.0) - y * (X @ w))
    return {"dw": -(losses * y) @ X / len(X)}


def _labels_forgotten_in_test(w: Array, X: Array, y: Array, rule: Rule) -> dict[str, Any]:
    return {"dw": -(due(X @ w, rule) * y) @ X / len(X)}


# The doctor names the first mistake that explains every wrong trial: those that are rarely wrong come first.
MISTAKES = (
    _grad("always-classic", "You use the classic rule's rows for both losses.", _with_rows_of("classic")),
    _grad("always-margin", "You use the margin rule's rows for both losses.", _with_rows_of("margin")),
    _grad(
        "sign-flipped",
        "Your gradient points downhill, as on the slide: a step against it makes the loss grow.",
        lambda w, X, y, on: (on * y) @ X / len(X),
    ),
    _grad(
        "missing-mean",
        "Your gradient is a sum over rows: the loss is a mean.",
        lambda w, X, y, on: -(on * y) @ X,
    ),
    _grad(
        "mean-twice",
        "Your gradient is divided by the number of rows twice.",
        lambda w, X, y, on: -(on * y) @ X / len(X) ** 2,
    ),
    _grad(
        "mean-of-wrong-rows",
        "You divide by the number of rows that cost something: the mean is over all rows.",
        lambda w, X, y, on: -(on * y) @ X / max(1, int(on.sum())),
    ),
    _grad(
        "every-row-counted",
        "Rows that are already right push in your gradient too: their loss is flat.",
        lambda w, X, y, on: -y @ X / len(X),
    ),
    _grad(
        "right-rows-counted",
        "Your gradient comes from the rows that are right: those that cost something should push.",
        lambda w, X, y, on: -(~on * y) @ X / len(X),
    ),
    Mistake(
        "labels-forgotten-in-test",
        "Your test for a row does not look at its label: for class -1 it takes right for wrong.",
        _labels_forgotten_in_test,
    ),
    _grad(
        "weights-returned",
        "You return weights, moved by one step: asked is the gradient alone.",
        lambda w, X, y, on: w + (on * y) @ X / len(X),
    ),
    _grad("labels-forgotten", "Your gradient does not use the labels.", lambda w, X, y, on: -(on @ X) / len(X)),
    Mistake(
        "weighted-by-loss",
        "Rows that cost more push more in your gradient: a slope does not depend on how high the loss stands.",
        _weighted_by_loss,
    ),
    _grad(
        "last-row-only",
        "Only the last row counts in your gradient: it overwrites the others.",
        lambda w, X, y, on: -(on * y)[-1] * X[-1] / len(X),
    ),
)
