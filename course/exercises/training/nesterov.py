"""`nesterov_step`: the slope is taken where the velocity is about to lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.training import hints
from course.exercises.training.draws import ATOL, LESSON, RTOL, WITHHELD, all_apart, normal, sizes
from course.exercises.until import until


def _draw(rng: np.random.Generator, n: int, d: int) -> Args:
    return {"w": normal(rng, d), "v": normal(rng, d), "X": normal(rng, n, d), "y": 2 * normal(rng, n),
            "eta": float(rng.uniform(0.1, 0.4)), "mu": float(rng.uniform(0.3, 0.9))}  # fmt: skip


def _ordinary(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        n, d = sizes(rng, 2)
        return _draw(rng, n, d)

    return until(draw, lambda args: all_apart(args, _step(**args), MISTAKES))


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, sizes(rng, 1)[0])


def _from_rest(rng: np.random.Generator) -> Args:
    args = _draw(rng, 4, 3)
    return args | {"v": np.zeros_like(args["v"])}


def _without(rng: np.random.Generator) -> Args:
    return _draw(rng, 3, 2) | {"mu": 0.0}


def _slope(w: Array, X: Array, y: Array) -> Array:
    return np.asarray(2 / len(y) * X.T @ (X @ w - y))


def _step(
    w: Array, v: Array, X: Array, y: Array, eta: float, mu: float, *,
    ahead: Callable[[float], float] = lambda mu: mu, keep: Callable[[float], float] = lambda mu: mu,
    scale: float = 1.0,
) -> dict[str, Array]:  # fmt: skip
    """One step; the slope is taken ``ahead(mu)`` velocities on, ``keep(mu)`` of the velocity stays."""
    v = keep(mu) * v - scale * eta * _slope(w + ahead(mu) * v, X, y)
    return {"w": w + v, "v": v}


def _with(**slip: Any) -> Callable[..., dict[str, Array]]:
    return lambda w, v, X, y, eta, mu: _step(w, v, X, y, eta, mu, **slip)


def _summed(w: Array, v: Array, X: Array, y: Array, eta: float, mu: float) -> dict[str, Array]:
    return _step(w, v, X, y, eta, mu, scale=len(y))


def _moved_on(w: Array, v: Array, X: Array, y: Array, eta: float, mu: float) -> dict[str, Array]:
    return {"w": w + mu * v + _step(w, v, X, y, eta, mu)["v"]}


def _stored_ahead(w: Array, v: Array, X: Array, y: Array, eta: float, mu: float) -> dict[str, Array]:
    g = _slope(w, X, y)
    new = mu * v - eta * g
    return {"w": w + mu * new - eta * g, "v": new}


def _ahead_of_gradient(w: Array, v: Array, X: Array, y: Array, eta: float, mu: float) -> dict[str, Array]:
    new = mu * v - eta * _slope(w - eta * _slope(w, X, y), X, y)
    return {"w": w + new, "v": new}


MISTAKES = (
    Mistake("plain-momentum", "Your slope is taken where the weights stand: momentum without the look ahead.",
            _with(ahead=lambda mu: 0.0)),
    Mistake("too-far-ahead", "You look ahead by the whole velocity; only the share of it that stays will be walked.",
            _with(ahead=lambda mu: 1.0)),
    Mistake("looks-back", "Your slope is taken behind the weights, not ahead of them.",
            _with(ahead=lambda mu: -mu)),
    Mistake("ahead-of-gradient", "You look ahead along the slope; the look ahead goes along the velocity.",
            _ahead_of_gradient),
    Mistake("no-friction", "The old velocity is kept in full; a share of it should go at each step.",
            _with(keep=lambda mu: 1.0)),
    Mistake("no-memory", "The old velocity is not carried on: it only says where the slope is taken.",
            _with(keep=lambda mu: 0.0)),
    Mistake("moved-twice", "The weights start their step from the place looked ahead to, so the old velocity is "
            "walked twice.", _moved_on),
    Mistake("stored-ahead", "This is the form in which the place looked ahead to is stored; here w is the place "
            "where the weights stand.", _stored_ahead),
    Mistake("uphill", "The step goes up the slope.", _with(scale=-1.0)),
    Mistake("missing-factor-2", "The slope is half of what it should be: the factor of the square is missing.",
            _with(scale=0.5)),
    Mistake("missing-mean", "The slopes of the examples are added up; the loss is their mean.", _summed),
    Mistake("weights-left", "The velocity is right, and the weights have not moved.",
            lambda w, v, X, y, eta, mu: {"w": w}),
)  # fmt: skip

NESTEROV_STEP = ValueExercise(
    id="nesterov_step",
    lesson=LESSON,
    title="Look before you roll",
    points=2,
    signature=("w", "v", "X", "y", "eta", "mu"),
    parts=("w", "v"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one example", _one_example, trials=2),
        Case("a start from rest (v = 0)", _from_rest, trials=2),
        Case("no memory (mu = 0)", _without, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.NESTEROV),
    hints=hints.NESTEROV_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w", "v": "(d,), as v"},
    reference=_step,
    rtol=RTOL,
    atol=ATOL,
)
