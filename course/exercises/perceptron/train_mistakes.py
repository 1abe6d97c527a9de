"""What a student returns who slips in `train_perceptron(X, y, rule, max_epochs)`, computed as they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.perceptron import rules
from course.exercises.spec import Array, Mistake
from course.perceptron import Rule


def _train(
    kind: str,
    message: str,
    *,
    due: Callable[[Rule], rules.Score] = rules.due,
    start: float = 0.0,
    passes: Callable[[int], int] = lambda max_epochs: max_epochs,
    whole_pass: bool = False,
    count: Callable[[list[list[float]], int], int] = lambda caused, rows: sum(map(len, caused)),
    labels: bool = True,
) -> Mistake:
    """A training loop with one thing off. ``count`` sees, pass by pass, the scores that caused an update."""

    def make(X: Array, y: Array, rule: Rule, max_epochs: int) -> dict[str, Any]:
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


def restarting(X: Array, y: Array, rule: Rule, max_epochs: int) -> dict[str, Any]:
    """Every update ends its pass."""
    w, updates = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        due = [i for i in range(len(X)) if rules.due(rule)(float(y[i] * (w @ X[i])))]
        if not due:
            break
        w, updates = w + y[due[0]] * X[due[0]], updates + 1
    return {"w": w, "mistakes": updates}


def _train_until_one_is_right(X: Array, y: Array, rule: Rule, max_epochs: int) -> dict[str, Any]:
    """The first row that asks for no update ends the run."""
    w, updates = np.zeros(X.shape[1]), 0
    for x, label in list(zip(X, y, strict=True)) * max_epochs:
        if not rules.due(rule)(float(label * (w @ x))):
            break
        w, updates = w + label * x, updates + 1
    return {"w": w, "mistakes": updates}


def until_the_last_is_right(X: Array, y: Array, rule: Rule, max_epochs: int) -> dict[str, Any]:
    """What was done is noted anew at each row, so that the last row of a pass decides if the run goes on."""
    w, updates = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        due = False
        for x, label in zip(X, y, strict=True):
            due = rules.due(rule)(float(label * (w @ x)))
            if due:
                w, updates = w + label * x, updates + 1
        if not due:
            break
    return {"w": w, "mistakes": updates}


MISTAKES = (
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
    _train("always-classic", rules.ALWAYS_CLASSIC, due=lambda rule: rules.due("classic")),
    _train("always-margin", rules.ALWAYS_MARGIN, due=lambda rule: rules.due("margin")),
    _train("tie-at-zero", rules.AT_ZERO, due=rules.loose_at_zero),
    _train("tie-at-one", rules.AT_ONE, due=rules.strict_at_one),
)
