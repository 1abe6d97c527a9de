"""`backward_twice`: gradient descent on a graph that keeps its gradients, to be mended."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.graphs import hints
from course.exercises.graphs.tapes import WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def descend(w: float, x: float, y: float, rate: float, steps: int) -> dict[str, Array]:
    """The weights (steps + 1,) of descent on (w x - y)², from the slope written in one line."""
    weights = [w]
    for _ in range(steps):
        weights.append(weights[-1] - rate * 2 * x * (weights[-1] * x - y))
    return {"weights": np.array(weights)}


def _kept(
    *keeps: str, step: Callable[[float, float], float] = lambda rate, dw: -rate * dw
) -> Callable[..., dict[str, Array]]:
    """Descent on a graph in which these gradients are not set back to 0 between the steps.

    Only their number matters: each one left over sums what arrives over the steps so far.
    """

    def make(w: float, x: float, y: float, rate: float, steps: int) -> dict[str, Array]:
        dr = dp = dw = 0.0
        weights = [w]
        for _ in range(steps):
            r = w * x - y
            dr = (dr if "r" in keeps else 0.0) + 2 * r
            dp = (dp if "p" in keeps else 0.0) + dr
            dw = (dw if "w" in keeps else 0.0) + dp * x
            w += step(rate, dw)
            weights.append(w)
        return {"weights": np.array(weights)}

    return make


MISTAKES = (
    Mistake("nothing-reset", "The first step is right; from the second step on the weights go another way.",
            _kept("r", "p", "w")),
    Mistake("one-of-three-reset", "Only one of the three gradients starts afresh.",
            _kept("r", "p")),
    Mistake("two-of-three-reset", "Two of the three gradients start afresh, one does not.",
            _kept("w")),
    Mistake("reset-too-late", "The weight never moves: its gradient is gone when the step is made.",
            _kept(step=lambda rate, dw: 0.0)),
    Mistake("uphill", "The steps go uphill.", _kept(step=lambda rate, dw: rate * dw)),
)  # fmt: skip


def _draw(rng: np.random.Generator, steps: int) -> Args:
    w, x, y, rate = rng.uniform(0.6, 1.4), rng.uniform(0.6, 1.4), rng.uniform(2.0, 3.0), rng.uniform(0.05, 0.2)
    side = float(rng.choice([-1.0, 1.0]))
    return {"w": side * float(w), "x": float(x), "y": side * float(y), "rate": float(rate), "steps": steps}


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(3, 7)))


def _single(rng: np.random.Generator) -> Args:
    return _draw(rng, 1)


def _none(rng: np.random.Generator) -> Args:
    return _draw(rng, 0)


BACKWARD_TWICE = ValueExercise(
    id="backward_twice",
    lesson="06_graphs",
    title="The gradient of yesterday",
    points=2,
    signature=("w", "x", "y", "rate", "steps"),
    parts=("weights",),
    cases=(
        Case("several steps", _ordinary, share=4),
        Case("a single step", _single),
        Case("no step at all", _none, share=0.5, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.TWICE),
    hints=hints.TWICE_HINTS,
    all_or_nothing=True,
    withheld=WITHHELD,
    shapes={"weights": "(steps + 1,), the first one included"},
    reference=descend,
)
