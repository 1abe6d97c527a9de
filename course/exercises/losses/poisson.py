"""`poisson_grad`: counts over times of different lengths, a loss that the engine does not have."""

from __future__ import annotations

from collections.abc import Callable
from math import lgamma
from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal, size, sizes
from course.exercises.losses import hints
from course.exercises.losses.draws import ENGINE
from course.exercises.pointed import pointed
from course.exercises.single import keeps_digits
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.exercises.until import until

Residual = Callable[[Array, Array, Array], Array]
"""From log rates an hour, hours and counts to what each row of X is multiplied by."""


def _draw(rng: np.random.Generator, n: int, d: int, hours: Array) -> Args:
    w, b, X = 0.5 * normal(rng, d), float(normal(rng)), normal(rng, n, d)
    counts = rng.poisson(hours * np.exp(X @ w + b)).astype(float)
    return {"w": w, "b": b, "X": X, "hours": hours, "y": counts}


def _hours(rng: np.random.Generator, n: int) -> Array:
    """Never close to one hour, where a mistake with the hours would hide."""
    return np.asarray(np.where(rng.random(n) < 0.5, rng.uniform(0.25, 0.6, n), rng.uniform(1.8, 4.0, n)))


def _telling(args: Args) -> bool:
    """Whether some counts are not 0, the last one included, and no two of the gradient's parts nearly cancel."""
    rate = args["hours"] * np.exp(args["X"] @ args["w"] + args["b"])
    if args["y"][-1] == 0 or np.abs(rate - args["y"]).max() <= 0.5 or abs(np.mean(rate - args["y"])) <= 0.1:
        return False
    return keeps_digits(_mistake(), args)


def _ordinary(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    n += 7  # more rows than columns, always
    return until(lambda: _draw(rng, n, d, _hours(rng, n)), _telling)


def _one_example(rng: np.random.Generator) -> Args:
    return until(lambda: _draw(rng, 1, size(rng), _hours(rng, 1)), _telling)


def _one_hour_each(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    return until(lambda: _draw(rng, n + 7, d, np.ones(n + 7)), _telling)


def _nothing_counted(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        args = _ordinary(rng)
        return args | {"y": np.zeros_like(args["y"])}

    return until(draw, lambda args: keeps_digits(_mistake(), args))


def _of_one(w: Any, b: Any, x: Array, hours: Any, y: Any) -> Any:
    rate = hours * np.exp(x @ w + b)
    return rate - y * np.log(rate) + lgamma(y + 1)


def _loss(w: Array, b: Any, X: Array, hours: Array, y: Array) -> Any:
    return sum(_of_one(w, b, *row) for row in zip(X, hours, y, strict=True)) / len(y)


def _examples(w: Array, b: Any, X: Array, hours: Array, y: Array) -> list[Callable[..., Any]]:
    def row(i: int) -> Callable[..., Any]:
        return lambda w, b, X, hours, y: _of_one(w, b, X[i], hours[i], y[i]) / len(y)

    return [row(i) for i in range(len(y))]


def _right(log_rate: Array, hours: Array, y: Array) -> Array:
    return hours * np.exp(log_rate) - y


def _mistake(
    residual: Residual = _right, *, factor: Callable[[int], float] = lambda n: 1.0, bias: float = 1.0
) -> Callable[..., dict[str, Any]]:
    """The gradients with another residual, a factor on both, or without the bias in the rate."""

    def make(w: Array, b: Any, X: Array, hours: Array, y: Array) -> dict[str, Any]:
        r = factor(len(y)) * residual(X @ w + bias * b, hours, y) / len(y)
        return {"dw": r @ X, "db": float(r.sum())}

    return make


def _bias_not_summed(w: Array, b: Any, X: Array, hours: Array, y: Array) -> dict[str, Any]:
    return {"db": _right(X @ w + b, hours, y) / len(y)}


def _only_last(log_rate: Array, hours: Array, y: Array) -> Array:
    r = _right(log_rate, hours, y)
    r[:-1] = 0.0
    return r


MISTAKES = (
    Mistake("sign-flipped", "Both gradients have the wrong sign.", _mistake(factor=lambda n: -1.0)),
    Mistake("missing-mean", "The rows are summed where the loss takes their mean.", _mistake(factor=float)),
    Mistake("mean-taken-twice", "The rows are divided by their number twice.", _mistake(factor=lambda n: 1 / n)),
    Mistake("hours-forgotten", "The hours are left out: every row is treated as if it had lasted one hour.",
            _mistake(lambda t, hours, y: np.exp(t) - y)),
    Mistake("hours-on-the-counts", "The counts are multiplied by the hours as well; they are whole numbers of "
            "events already.", _mistake(lambda t, hours, y: hours * (np.exp(t) - y))),
    Mistake("counts-per-hour", "The counts are divided by the hours; the likelihood is that of the counts "
            "themselves.", _mistake(lambda t, hours, y: np.exp(t) - y / hours)),
    Mistake("hours-inside-exp", "The hours are added inside the exponential as they are; they multiply the rate.",
            _mistake(lambda t, hours, y: np.exp(t + hours) - y)),
    Mistake("exp-forgotten", "The rate is taken to be the linear score itself; the exponential is missing.",
            _mistake(lambda t, hours, y: hours * t - y)),
    Mistake("at-the-rate", "This is the slope in the rate; it still has to go back through the exponential.",
            _mistake(lambda t, hours, y: 1 - y / (hours * np.exp(t)))),
    Mistake("squared-loss", "This is the gradient of half the squared distance between rate and count.",
            _mistake(lambda t, hours, y: (hours * np.exp(t) - y) * hours * np.exp(t))),
    Mistake("counts-ignored", "The counts have no effect on the gradients.",
            _mistake(lambda t, hours, y: hours * np.exp(t))),
    Mistake("rate-ignored", "Only the counts are in the gradients; the slope of the rate itself is missing.",
            _mistake(lambda t, hours, y: -y)),
    Mistake("bias-forgotten", "The rate was computed without b.", _mistake(bias=0.0)),
    Mistake("bias-not-summed", "db still has one entry a row; b is a single number, so db is one too.",
            _bias_not_summed),
    Mistake("last-example-only", "Only the last row's share is there.", _mistake(_only_last)),
)  # fmt: skip

POISSON_GRAD = GradientExercise(
    id="poisson_grad",
    lesson="03_losses",
    title="Counts",
    points=3,
    signature=("w", "b", "X", "hours", "y"),
    parts=("dw", "db"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one row", _one_example, trials=2),
        Case("one hour each", _one_hour_each, trials=2),
        Case("nothing counted", _nothing_counted, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.POISSON),
    hints=hints.POISSON_HINTS,
    withheld=ENGINE,
    shapes={"dw": "(d,), as w", "db": "a single number, as b"},
    loss=_loss,
    wrt={"dw": "w", "db": "b"},
    examples=_examples,
)
