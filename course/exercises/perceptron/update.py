"""`perceptron_update`: one update, under each of the two rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.exercises.perceptron import hints, rules
from course.exercises.perceptron.draws import ATOL, LESSON, RTOL, WITHHELD, direction, eighths, orthogonal, signs
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until
from course.perceptron import Rule, update


def update_with(
    rng: np.random.Generator, low: float, high: float, rule: Rule, labels: tuple[float, ...] = (-1.0, 1.0)
) -> Args:
    """One row, its label one of ``labels``, whose score y wᵀx lies in [low, high)."""

    def draw() -> Args:
        d = int(rng.integers(2, 6))
        return {"w": direction(rng, d), "x": eighths(rng, d), "y": float(rng.choice(labels)), "rule": rule}

    return until(draw, lambda a: bool(a["x"].any() and low <= a["y"] * (a["w"] @ a["x"]) < high))


UPDATE_ORDINARY = tuple(
    partial(update_with, low=low, high=high, rule=rule, labels=(label,))
    for low, high in ((-5.0, -0.1), (0.1, 0.9), (1.1, 5.0))
    for rule in ("classic", "margin")
    for label in (-1.0, 1.0)
)
"""A sign error, a violation with the right sign, a row that is well right: under both rules, with both labels."""


def update_just_right(rng: np.random.Generator, rule: Rule) -> Args:
    """The right sign, but a score below 1: here the two rules part."""
    return update_with(rng, 0.1, 0.9, rule)


def update_at_zero(rng: np.random.Generator) -> Args:
    """A score of exactly 0: the start of every run, or a row on the plane."""
    d = int(rng.integers(2, 6))
    w, x = orthogonal(rng, d)
    w = w if rng.uniform() < 0.5 else np.zeros(d)
    return {"w": w, "x": x, "y": float(signs(rng, 1)[0]), "rule": "classic"}


def update_at_one(rng: np.random.Generator) -> Args:
    """A score of exactly 1 under the margin rule."""
    w, x = orthogonal(rng, int(rng.integers(2, 6)))
    i = int(np.argmax(np.abs(w)))
    w[i] = np.sign(w[i]) * 2.0 ** rng.integers(-1, 2)  # a power of two: its inverse is exact
    y = float(signs(rng, 1)[0])
    x[i] = 0.0
    x[i] = (y - w @ x) / w[i]
    return {"w": w, "x": x, "y": y, "rule": "margin"}


def _update(
    kind: str,
    message: str,
    due: Callable[[Rule], rules.Score],
    step: Callable[[Array, float], Array],
    *,
    labels_in_test: bool = True,
) -> Mistake:
    def make(w: Array, x: Array, y: float, rule: Rule) -> dict[str, Any]:
        tested = float(w @ x) * (y if labels_in_test else 1.0)
        return {"w": w + step(x, y) if due(rule)(tested) else w.copy()}

    return Mistake(kind, message, make)


def _score_times_row(w: Array, x: Array, y: float, rule: Rule) -> dict[str, Any]:
    score = y * float(w @ x)
    return {"w": w + score * x if rules.due(rule)(score) else w.copy()}


def _towards(x: Array, y: float) -> Array:
    return y * x


# The doctor names the first mistake that explains every wrong trial: those that are rarely wrong come first.
MISTAKES = (
    _update("tie-at-zero", rules.AT_ZERO, rules.loose_at_zero, _towards),
    _update("tie-at-one", rules.AT_ONE, rules.strict_at_one, _towards),
    _update("always-classic", rules.ALWAYS_CLASSIC, lambda rule: rules.due("classic"), _towards),
    _update("always-margin", rules.ALWAYS_MARGIN, lambda rule: rules.due("margin"), _towards),
    _update(
        "labels-forgotten-in-test",
        "Your test does not look at the label: for a row of class -1 it takes right for wrong.",
        rules.due,
        _towards,
        labels_in_test=False,
    ),
    _update(
        "labels-forgotten",
        "Your update does not look at the label: for a row of class -1 it goes the wrong way.",
        rules.due,
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
        rules.due,
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
        lambda rule: lambda s: not rules.due(rule)(s),
        _towards,
    ),
)

PERCEPTRON_UPDATE = ValueExercise(
    id="perceptron_update",
    lesson=LESSON,
    title="One update, two rules",
    points=3,
    signature=("w", "x", "y", "rule"),
    parts=("w",),
    cases=(
        Case("ordinary inputs", UPDATE_ORDINARY, share=4, trials=12),
        Case("a score between 0 and 1, margin rule", partial(update_just_right, rule="margin")),
        Case("a score between 0 and 1, classic rule", partial(update_just_right, rule="classic")),
        Case("a score of exactly 0, classic rule", update_at_zero),
        Case("a score of exactly 1, margin rule", update_at_one),
    ),
    mistakes=pointed(MISTAKES, hints.UPDATE),
    hints=hints.UPDATE_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w"},
    reference=lambda w, x, y, rule: {"w": update(w, x, y, rule)},
    rtol=RTOL,
    atol=ATOL,
)
