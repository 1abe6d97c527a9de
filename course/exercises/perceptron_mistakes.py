"""What a student returns who slips in the update and training exercises, computed as they do."""

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
    kind: str,
    message: str,
    due: Callable[[str], Score],
    step: Callable[[Array, float], Array],
    *,
    labels_in_test: bool = True,
) -> Mistake:
    def make(w: Array, x: Array, y: float, rule: str) -> dict[str, Any]:
        tested = float(w @ x) * (y if labels_in_test else 1.0)
        return {"w": w + step(x, y) if due(rule)(tested) else w.copy()}

    return Mistake(kind, message, make)


def _score_times_row(w: Array, x: Array, y: float, rule: str) -> dict[str, Any]:
    score = y * float(w @ x)
    return {"w": w + score * x if _right(rule)(score) else w.copy()}


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
        "labels-forgotten-in-test",
        "Your test does not look at the label: for a row of class -1 it takes right for wrong.",
        _right,
        _towards,
        labels_in_test=False,
    ),
    _update(
        "labels-forgotten",
        "Your update does not look at the label: for a row of class -1 it goes the wrong way.",
        _right,
        lambda x, y: x,
    ),
    Mistake(
        "score-times-row",
        "Your update multiplies the row by its score: the size of the score decides whether to update, not how far.",
        _score_times_row,
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


def restarting(X: Array, y: Array, rule: str, max_epochs: int) -> dict[str, Any]:
    """Every update ends its pass."""
    w, updates = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        due = [i for i in range(len(X)) if _right(rule)(float(y[i] * (w @ X[i])))]
        if not due:
            break
        w, updates = w + y[due[0]] * X[due[0]], updates + 1
    return {"w": w, "mistakes": updates}


def _train_until_one_is_right(X: Array, y: Array, rule: str, max_epochs: int) -> dict[str, Any]:
    """The first row that asks for no update ends the run."""
    w, updates = np.zeros(X.shape[1]), 0
    for x, label in list(zip(X, y, strict=True)) * max_epochs:
        if not _right(rule)(float(label * (w @ x))):
            break
        w, updates = w + label * x, updates + 1
    return {"w": w, "mistakes": updates}


def until_the_last_is_right(X: Array, y: Array, rule: str, max_epochs: int) -> dict[str, Any]:
    """What was done is noted anew at each row, so that the last row of a pass decides if the run goes on."""
    w, updates = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        due = False
        for x, label in zip(X, y, strict=True):
            due = _right(rule)(float(label * (w @ x)))
            if due:
                w, updates = w + label * x, updates + 1
        if not due:
            break
    return {"w": w, "mistakes": updates}


TRAIN = (
    _train(
        "one-pass",
        "You go over the rows once; passes go on until one asks for no update.",
        passes=lambda most: 1,
    ),
    _train(
        "one-pass-more",
        "Your run makes one pass more than max_epochs allows.",
        passes=lambda most: most + 1,
    ),
    _train(
        "counts-passes",
        "Your weights are right, but you count passes over the data, not updates.",
        count=lambda caused, rows: len(caused),
    ),
    _train(
        "counts-passes",
        "Your weights are right, but you count passes with an update in them, not updates.",
        count=lambda caused, rows: sum(map(bool, caused)),
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
    Mistake(
        "restarts",
        "Your run goes back to the first row after an update: it should go on with the next row.",
        restarting,
    ),
    Mistake(
        "stops-at-a-right-row",
        "Your run ends at the first row that is right: it ends after a whole pass without an update.",
        _train_until_one_is_right,
    ),
    Mistake(
        "stops-after-a-right-last-row",
        "Your run ends as soon as the last row of a pass is right: it goes on while any row asks for an update.",
        until_the_last_is_right,
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
