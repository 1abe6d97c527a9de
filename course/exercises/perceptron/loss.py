"""`perceptron_loss_grad`: the gradient of the mean perceptron loss, under each of the two rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.exercises.perceptron import hints
from course.exercises.perceptron.draws import LESSON, WITHHELD, by_rule, eighths, separated, signs, size
from course.exercises.perceptron.loss_mistakes import MISTAKES
from course.exercises.perceptron.update import update_at_one, update_at_zero, update_with
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise
from course.exercises.until import until
from course.perceptron import Rule, mean_loss

BESIDE_KINK = 0.003
"""How far the scores of two rows lie from the kink: no threshold that is off by 1/200 gets by them."""


def loss_smooth(rng: np.random.Generator, rule: Rule) -> Args:
    """Some rows cost something and some do not; one lies just to either side of the kink, none on it."""
    kink = 1.0 if rule == "margin" else 0.0

    def draw() -> tuple[Array, Array, Array]:
        n, d = size(rng)
        return rng.normal(size=(n, d)), signs(rng, n), rng.normal(size=d)

    def fits(drawn: tuple[Array, Array, Array]) -> bool:
        X, y, w = drawn
        above = y * (X @ w) - kink
        return bool(0 < (above[2:] < 0).sum() < len(y) - 2 and np.abs(above).min() > 0.05 and w @ w > 0.5)

    X, y, w = until(draw, fits)
    beside = kink + np.array([-BESIDE_KINK, BESIDE_KINK])
    X[:2] += np.outer(y[:2] * (beside - y[:2] * (X[:2] @ w)), w) / (w @ w)
    return {"w": w, "X": X, "y": y, "rule": rule}


def loss_one_row(rng: np.random.Generator, rule: Rule) -> Args:
    """A single row that costs something."""
    one = update_with(rng, -5.0, -0.1, rule)
    return {"w": one["w"], "X": one["x"][None, :], "y": np.array([one["y"]]), "rule": one["rule"]}


def loss_nothing_due(rng: np.random.Generator, rule: Rule) -> Args:
    """Every row right by more than 1: the gradient is zero."""
    X, y, w = separated(rng, *size(rng))
    return {"w": 8.0 * w, "X": X, "y": y, "rule": rule}


def loss_on_kinks(rng: np.random.Generator, rule: Rule) -> Args:
    """Two rows exactly on the kink, among others."""
    at_kink = update_at_one if rule == "margin" else update_at_zero
    one = until(lambda: at_kink(rng), lambda args: bool(args["w"].any()))  # w = 0 puts every row on the kink

    def fits(drawn: tuple[Array, Array]) -> bool:
        scores = drawn[1] * (drawn[0] @ one["w"])  # one row right by less than 1: there the two rules part
        return bool(((scores > 0) & (scores < 1)).any() and not np.isin(scores, (0.0, 1.0)).any())

    others, labels = until(lambda: (eighths(rng, 5, len(one["w"])), signs(rng, 5)), fits)
    X = np.vstack([others, one["x"], one["x"]])
    y = np.append(labels, [one["y"], one["y"]])
    return {"w": one["w"], "X": X, "y": y, "rule": one["rule"]}


def _loss(w: Array, X: Array, y: Array, rule: Any) -> Any:
    """`course.perceptron.mean_loss`, but for complex w too: off its kinks the slope is then known exactly."""
    return np.mean(np.maximum(0.0, (1.0 if rule == "margin" else 0.0) - y * (X @ w)))


def _row_losses(w: Array, X: Array, y: Array, rule: Any) -> list[Callable[..., float]]:
    def of_row(i: int, w: Array, X: Array, y: Array, rule: Any) -> float:
        return mean_loss(w, X[i : i + 1], y[i : i + 1], rule) / len(X)

    return [partial(of_row, i) for i in range(len(X))]


PERCEPTRON_LOSS_GRAD = GradientExercise(
    id="perceptron_loss_grad",
    lesson=LESSON,
    title="The gradient that the slide has the wrong way round",
    points=4,
    signature=("w", "X", "y", "rule"),
    parts=("dw",),
    cases=(
        Case("ordinary inputs, margin rule", partial(loss_smooth, rule="margin"), share=3),
        Case("ordinary inputs, classic rule", partial(loss_smooth, rule="classic"), share=2),
        Case("a single row", by_rule(loss_one_row), trials=4),
        Case("every row right by more than 1", by_rule(loss_nothing_due), trials=4),
        Case("two rows exactly on the kink", by_rule(loss_on_kinks), trials=4),
    ),
    mistakes=pointed(MISTAKES, hints.LOSS),
    hints=hints.LOSS_HINTS,
    withheld=WITHHELD,
    shapes={"dw": "(d,), as w"},
    loss=_loss,
    wrt={"dw": "w"},
    examples=_row_losses,
    analytic=False,
)
