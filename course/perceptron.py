"""The perceptron: one unit, two rules for learning its weights, and a log of every update.

Both rules add y·x to the weights; they differ in when. With the score s = y wᵀx,

    "classic"   update where s ≤ 0   a mistake: the sign is wrong, or there is none
    "margin"    update where s < 1   a margin violation: right, perhaps, but not by enough

Classic: F. Rosenblatt, "The perceptron", Psychological Review 65, 1958. Margin 1: I. Diakonikolas, CS 760,
"Neural networks", University of Wisconsin-Madison, 2022, slides "Perceptron: Training".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from course.errors import InputError
from course.labelled import Array, rows_and_signs, weights
from course.losses import hinge_loss, perceptron_loss

Rule = Literal["classic", "margin"]
RULES: tuple[Rule, ...] = ("classic", "margin")


@dataclass(frozen=True)
class Update:
    """One update: what caused it, and what stands after it."""

    number: int
    """The first update is number 1."""
    epoch: int
    """The pass over the data it fell in, from 0."""
    row: int
    """The row of X that caused it."""
    score: float
    """y wᵀx before the update."""
    mistakes: int
    """Updates so far with score ≤ 0, this one included."""
    violations: int
    """Updates so far with score < 1, this one included. Both rules update on nothing else."""
    w: Array
    """The weights after the update, (d,)."""


@dataclass(frozen=True)
class Run:
    """A whole training run."""

    rule: Rule
    w: Array
    """The weights at the end, (d,)."""
    updates: tuple[Update, ...]
    epochs: int
    """Passes made, the last one included."""
    converged: bool
    """Whether the last pass asked for no update."""

    @property
    def path(self) -> Array:
        """The weights after 0, 1, … m updates, (m + 1, d). Row 0 is the start, all zero."""
        return np.array([np.zeros_like(self.w), *(update.w for update in self.updates)])


def check_rule(rule: Any) -> Rule:
    """Return ``rule`` if it is one of the two.

    Raises
    ------
    InputError
        If it is not.
    """
    if rule not in RULES:
        raise InputError("rule", expected="'classic' or 'margin'", got=repr(rule), hint="rule='classic'")
    return "classic" if rule == "classic" else "margin"


def due(score: Any, rule: Rule) -> Any:
    """Whether a row with this score s = y wᵀx asks for an update: s ≤ 0 ("classic") or s < 1 ("margin")."""
    return score <= 0 if check_rule(rule) == "classic" else score < 1


def update(w: Any, x: Any, y: float, rule: Rule) -> Array:
    """Return the weights after seeing one row: w + y·x where an update is due, else a copy of w.

    w and x have shape (d,), y is -1 or +1. ``w`` itself is left as it is.

    Raises
    ------
    InputError
        For arrays that do not fit, another label, another rule.
    """
    rows, labels = rows_and_signs(np.atleast_2d(x), np.atleast_1d(y))
    before, step = weights(w, rows.shape[1]), labels[0] * rows[0]
    return np.add(before, step) if due(step @ before, rule) else before


def train(X: Any, y: Any, rule: Rule, max_epochs: int = 1000) -> Run:
    """Train from w = 0: rows in order, pass after pass, until a pass asks for no update.

    X (n, d), y (n,) of -1 and +1. On separable rows the run ends after finitely many updates (see
    `course.margin.mistake_bound`); on others it never would, so it stops after ``max_epochs`` passes.

    Raises
    ------
    InputError
        For arrays that do not fit, labels other than -1 and +1, another rule.
    """
    X, y = rows_and_signs(X, y)
    check_rule(rule)
    signed = y[:, None] * X  # row i is y_i x_i: the score is one product, the update one sum
    w, log, epochs, settled = np.zeros(X.shape[1]), list[Update](), 0, False
    while epochs < max_epochs and not settled:
        before = len(log)
        for i, step in enumerate(signed):
            score = float(step @ w)
            if due(score, rule):
                w = w + step
                log.append(_entry(log, epochs, i, score, w))
        epochs, settled = epochs + 1, len(log) == before
    return Run(rule, w, tuple(log), epochs, settled)


def _entry(log: list[Update], epoch: int, row: int, score: float, w: Array) -> Update:
    mistakes, violations = (log[-1].mistakes, log[-1].violations) if log else (0, 0)
    return Update(len(log) + 1, epoch, row, score, mistakes + (score <= 0), violations + (score < 1), w)


def mean_loss(w: Any, X: Any, y: Any, rule: Rule) -> float:
    """The loss whose subgradient step, one row at a time with step size 1, is the rule's update.

    `course.losses.perceptron_loss` ("classic") or `course.losses.hinge_loss` ("margin") of the scores
    s = y wᵀx, a mean over rows.

    Raises
    ------
    InputError
        For arrays that do not fit, labels other than -1 and +1, another rule.
    """
    X, y = rows_and_signs(X, y)
    scores = y * (X @ weights(w, X.shape[1]))
    return float(perceptron_loss(scores) if check_rule(rule) == "classic" else hinge_loss(scores))
