"""What a student returns who slips in the update, training and loss exercises, computed as they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.spec import Array, Mistake

Score = Callable[[float], bool]


# perceptron_update(w, x, y, rule)


def _classic(s: float) -> bool:
    return s <= 0


def _margin_1(s: float) -> bool:
    return s < 1


def _right(rule: str) -> Score:
    return _classic if rule == "classic" else _margin_1


def _loose_at_zero(rule: str) -> Score:
    return (lambda s: s < 0) if rule == "classic" else _margin_1


def _strict_at_one(rule: str) -> Score:
    return _classic if rule == "classic" else (lambda s: s <= 1)


def _update(
    kind: str, message: str, due: Callable[[str], Score], step: Callable[[Array, float], Array]
) -> Mistake:
    def make(w: Array, x: Array, y: float, rule: str) -> dict[str, Any]:
        return {"w": w + step(x, y) if due(rule)(y * float(w @ x)) else w.copy()}

    return Mistake(kind, message, make)


def _towards(x: Array, y: float) -> Array:
    return y * x


AT_ZERO = "Under the classic rule a score of exactly 0 is a mistake too; you leave the weights alone there."
AT_ONE = "Under the margin rule a score of exactly 1 is enough; you still update there."
ALWAYS_CLASSIC = (
    "You treat both rules as the classic one: the margin rule also updates on rows that are only just right."
)
ALWAYS_MARGIN = (
    "You treat both rules as the margin one: the classic rule leaves every row alone whose sign is right."
)

# The doctor names the first mistake that explains every wrong trial: those that are rarely wrong come first.
UPDATE = (
    _update("tie-at-zero", AT_ZERO, _loose_at_zero, _towards),
    _update("tie-at-one", AT_ONE, _strict_at_one, _towards),
    _update("always-classic", ALWAYS_CLASSIC, lambda rule: _classic, _towards),
    _update("always-margin", ALWAYS_MARGIN, lambda rule: _margin_1, _towards),
    _update(
        "labels-forgotten",
        "Your update does not look at the label: for a row of class -1 it goes the wrong way.",
        _right,
        lambda x, y: x,
    ),
    _update(
        "sign-flipped",
        "Your update moves w away from the row, so its score gets worse.",
        _right,
        lambda x, y: -y * x,
    ),
    _update(
        "updates-always",
        "You update on every row; a row that its rule calls right must leave w as it is.",
        lambda rule: lambda s: True,
        _towards,
    ),
    _update(
        "condition-inverted",
        "You update on the rows that are right and leave the wrong ones alone.",
        lambda rule: lambda s: not _right(rule)(s),
        _towards,
    ),
)


# train_perceptron(X, y, rule, max_epochs)


def _train(
    kind: str,
    message: str,
    *,
    due: Callable[[str], Score] = _right,
    start: float = 0.0,
    passes: Callable[[int], int] = lambda max_epochs: max_epochs,
    whole_pass: bool = False,
    count: Callable[[list[list[float]], int], int] = lambda caused, rows: sum(map(len, caused)),
    labels: bool = True,
) -> Mistake:
    """A training loop with one thing off. ``count`` sees, pass by pass, the scores that caused an update."""

    def make(X: Array, y: Array, rule: str, max_epochs: int) -> dict[str, Any]:
        w, caused = np.full(X.shape[1], start), list[list[float]]()
        for _ in range(passes(max_epochs)):
            scores, seen = [], w
            for x, label in zip(X, y, strict=True):
                score = float(label * ((seen if whole_pass else w) @ x))
                if due(rule)(score):
                    w = w + (label if labels else 1.0) * x
                    scores.append(score)
            caused.append(scores)
            if not scores:
                break
        return {"w": w, "mistakes": count(caused, len(X))}

    return Mistake(kind, message, make)


TRAIN = (
    _train(
        "one-pass",
        "You go over the rows once; passes go on until one asks for no update.",
        passes=lambda most: 1,
    ),
    _train(
        "counts-passes",
        "Your weights are right, but you count passes over the data, not updates.",
        count=lambda caused, rows: len(caused),
    ),
    _train(
        "counts-last-pass",
        "Your weights are right, but the count starts again from zero in every pass.",
        count=lambda caused, rows: len(caused[-1]),
    ),
    _train(
        "counts-rows",
        "Your weights are right, but you count every row looked at, not only those that caused an update.",
        count=lambda caused, rows: rows * len(caused),
    ),
    _train(
        "counts-sign-errors",
        "Your weights are right, but you count sign errors only: every update counts.",
        count=lambda caused, rows: sum(score <= 0 for scores in caused for score in scores),
    ),
    _train("starts-at-one", "Your run starts from ones, not from zero.", start=1.0),
    _train(
        "whole-pass",
        "Your scores use the weights from the start of the pass: each row must see the updates before it.",
        whole_pass=True,
    ),
    _train("labels-forgotten", "Your updates do not look at the label.", labels=False),
    _train("always-classic", ALWAYS_CLASSIC, due=lambda rule: _classic),
    _train("always-margin", ALWAYS_MARGIN, due=lambda rule: _margin_1),
    _train("tie-at-zero", AT_ZERO, due=_loose_at_zero),
    _train("tie-at-one", AT_ONE, due=_strict_at_one),
)


# perceptron_loss_grad(w, X, y, rule)


def _grad(kind: str, message: str, of: Callable[[Array, Array, Array, Any], Any]) -> Mistake:
    """``of(w, X, y, on)`` with ``on`` (n,) true on the rows that cost something."""

    def make(w: Array, X: Array, y: Array, rule: str) -> dict[str, Any]:
        scores = y * (X @ w)
        return {
            "dw": np.asarray(of(w, X, y, scores <= 0 if rule == "classic" else scores < 1), dtype=np.float64)
        }

    return Mistake(kind, message, make)


def _grad_with(kind: str, message: str, due: Score) -> Mistake:
    def make(w: Array, X: Array, y: Array, rule: str) -> dict[str, Any]:
        on = np.array([due(score) for score in y * (X @ w)])
        return {"dw": -(on * y) @ X / len(X)}

    return Mistake(kind, message, make)


GRAD = (
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
    _grad(
        "labels-forgotten", "Your gradient does not use the labels.", lambda w, X, y, on: -(on @ X) / len(X)
    ),
    _grad(
        "last-row-only",
        "Only the last row counts in your gradient: it overwrites the others.",
        lambda w, X, y, on: -(on * y)[-1] * X[-1] / len(X),
    ),
    _grad_with("always-classic", "You use the classic rule's rows for both losses.", _classic),
    _grad_with("always-margin", "You use the margin rule's rows for both losses.", _margin_1),
)
