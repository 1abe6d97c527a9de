"""`mistake_bound`: how many updates there are at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.exercises.perceptron import hints
from course.exercises.perceptron.draws import ATOL, LESSON, RTOL, WITHHELD, by_rule, direction, separated, size
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.margin import mistake_bound


def bound_ordinary(rng: np.random.Generator, rule: str) -> Args:
    """Rows with their margin under some w."""
    X, _, w = separated(rng, *size(rng))
    return {"X": X, "gamma": float(np.abs(X @ w).min() / np.sqrt(w @ w)), "rule": rule}


def bound_scaled(rng: np.random.Generator, rule: str, c: float) -> Args:
    """The same, with X and γ c times as large."""
    args = bound_ordinary(rng, rule)
    return {**args, "X": c * args["X"], "gamma": c * args["gamma"]}


def bound_one_row(rng: np.random.Generator, rule: str) -> Args:
    """A single row, whose best margin is its own length."""
    X = direction(rng, int(rng.integers(2, 5)))[None, :]
    return {"X": X, "gamma": float(np.sqrt((X**2).sum())), "rule": rule}


def _bound(kind: str, message: str, of: Callable[[Array, float, float], Any]) -> Mistake:
    """``of(X, gamma, slack)``, slack 0 or 2 by the rule."""

    def make(X: Array, gamma: float, rule: str) -> dict[str, Any]:
        return {"bound": float(of(X, gamma, 0.0 if rule == "classic" else 2.0))}

    return Mistake(kind, message, make)


def _longest(X: Array) -> float:
    return float(np.linalg.norm(X, axis=1).max())


def _diameter(X: Array) -> float:
    return float(np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2).max())


ROUNDED = "Your bound is rounded to a whole number: it is asked as it is."

MISTAKES = (
    _bound(
        "margin-not-squared",
        "The margin enters your bound only once.",
        lambda X, g, k: (k + _longest(X) ** 2) / g,
    ),
    _bound(
        "radius-not-squared",
        "The radius enters your bound only once.",
        lambda X, g, k: (k + _longest(X)) / g**2,
    ),
    _bound(
        "all-squared",
        "The 2 of the margin rule is squared together with the radius: only the radius is squared.",
        lambda X, g, k: ((k + _longest(X)) / g) ** 2,
    ),
    _bound("rounded", ROUNDED, lambda X, g, k: np.floor((k + _longest(X) ** 2) / g**2)),
    _bound("rounded", ROUNDED, lambda X, g, k: np.ceil((k + _longest(X) ** 2) / g**2)),
    _bound(
        "diameter",
        "You measure the distance between two rows: R is the distance of a row from the origin.",
        lambda X, g, k: (k + _diameter(X) ** 2) / g**2,
    ),
    _bound(
        "mean-length",
        "You take an average length of the rows: the longest row decides.",
        lambda X, g, k: (k + (X**2).sum(axis=1).mean()) / g**2,
    ),
    _bound(
        "all-entries",
        "You add up the squares of the whole table: the length of one row, the longest, decides.",
        lambda X, g, k: (k + (X**2).sum()) / g**2,
    ),
    _bound(
        "largest-entry",
        "You take the largest entry of X: R is the length of a row.",
        lambda X, g, k: (k + np.abs(X).max() ** 2) / g**2,
    ),
    _bound(
        "column-length",
        "You take the length of a column of X: R is the length of a row.",
        lambda X, g, k: (k + (X**2).sum(axis=0).max()) / g**2,
    ),
    _bound(
        "shortest-row",
        "You take the shortest row: R belongs to the longest.",
        lambda X, g, k: (k + (X**2).sum(axis=1).min()) / g**2,
    ),
    _bound(
        "not-squared",
        "Your bound is still a ratio of lengths: the last step of the proof squares it.",
        lambda X, g, k: np.sqrt(k + _longest(X) ** 2) / g,
    ),
    _bound(
        "slack-halved",
        "Your bound adds 1 for the margin rule: the middle term of the square has a factor 2.",
        lambda X, g, k: (k / 2 + _longest(X) ** 2) / g**2,
    ),
    _bound(
        "always-classic",
        "You give the classic bound for both rules.",
        lambda X, g, k: _longest(X) ** 2 / g**2,
    ),
    _bound(
        "always-margin",
        "You give the margin rule's bound for both.",
        lambda X, g, k: (2.0 + _longest(X) ** 2) / g**2,
    ),
    _bound("rules-swapped", "Your two rules are swapped.", lambda X, g, k: (2.0 - k + _longest(X) ** 2) / g**2),
    _bound(
        "slack-outside",
        "The 2 of the margin rule stands outside your fraction: it grows with a narrow margin too.",
        lambda X, g, k: k + _longest(X) ** 2 / g**2,
    ),
)

MISTAKE_BOUND = ValueExercise(
    id="mistake_bound",
    lesson=LESSON,
    title="How many updates at most",
    points=2,
    signature=("X", "gamma", "rule"),
    parts=("bound",),
    cases=(
        Case("ordinary inputs", by_rule(bound_ordinary), share=3, trials=6),
        Case("rows ten times as long", by_rule(partial(bound_scaled, c=10.0)), trials=4),
        Case("a single row", by_rule(bound_one_row), trials=4),
    ),
    mistakes=pointed(MISTAKES, hints.BOUND),
    hints=hints.BOUND_HINTS,
    withheld=WITHHELD,
    shapes={"bound": "one number"},
    reference=lambda X, gamma, rule: {"bound": mistake_bound(X, gamma, rule)},
    rtol=RTOL,
    atol=ATOL,
)
