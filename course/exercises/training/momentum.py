"""`momentum_step`: several steps of momentum, the velocity taken in and handed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.training import hints
from course.exercises.training.draws import ATOL, LESSON, RTOL, WITHHELD, all_apart, normal
from course.exercises.until import until


def _draw(rng: np.random.Generator, steps: int) -> Args:
    d = int(rng.integers(2, 6))
    d += d == steps
    return {"w": normal(rng, d), "v": 0.5 * normal(rng, d), "G": normal(rng, steps, d),
            "eta": float(rng.uniform(0.2, 0.7)), "mu": float(rng.uniform(0.5, 0.9))}  # fmt: skip


def _ordinary(rng: np.random.Generator) -> Args:
    return until(
        lambda: _draw(rng, int(rng.integers(3, 6))), lambda args: all_apart(args, _steps(**args), MISTAKES)
    )


def _one_step(rng: np.random.Generator) -> Args:
    return _draw(rng, 1)


def _from_rest(rng: np.random.Generator) -> Args:
    args = _draw(rng, 3)
    return args | {"v": np.zeros_like(args["v"])}


def _without(rng: np.random.Generator) -> Args:
    return _draw(rng, 3) | {"mu": 0.0}


Velocity = Callable[[Array, Array, float, float], Array]
"""From the velocity, the gradient, eta and mu to the new velocity."""


def _polyak(v: Array, g: Array, eta: float, mu: float) -> Array:
    return np.asarray(mu * v - eta * g)


def _steps(
    w: Array, v: Array, G: Array, eta: float, mu: float, *,
    new: Velocity = _polyak, move: Callable[..., Array] = lambda w, old, v, g, eta, mu: w + v,
) -> dict[str, Array]:  # fmt: skip
    """One step for each row of ``G``, with another rule for the velocity or for the move where one is given."""
    for g in G:
        old, v = v, new(v, g, eta, mu)
        w = move(w, old, v, g, eta, mu)
    return {"w": w, "v": v}


def _with(**slip: Any) -> Callable[..., dict[str, Array]]:
    return lambda w, v, G, eta, mu: _steps(w, v, G, eta, mu, **slip)


def _on(rows: Callable[[Array], Array]) -> Callable[..., dict[str, Array]]:
    return lambda w, v, G, eta, mu: _steps(w, v, rows(G), eta, mu)


MISTAKES = (
    Mistake("no-memory", "Each step forgets the one before it: the velocity is not carried on.",
            _with(new=lambda v, g, eta, mu: -eta * g)),
    Mistake("no-friction", "The old velocity is kept in full; a share of it should go at each step.",
            _with(new=lambda v, g, eta, mu: v - eta * g)),
    Mistake("friction-share", "The old velocity is multiplied by the share that goes, not by the one that stays.",
            _with(new=lambda v, g, eta, mu: (1 - mu) * v - eta * g)),
    Mistake("averaged", "The gradient is weighed down by the share that the velocity loses; here it comes in full.",
            _with(new=lambda v, g, eta, mu: mu * v - (1 - mu) * eta * g)),
    Mistake("uphill", "The gradient pushes the velocity up the slope.",
            _with(new=lambda v, g, eta, mu: mu * v + eta * g)),
    Mistake("rate-left-out", "Your velocity collects bare gradients; here it is the step itself, rate and all.",
            _with(new=lambda v, g, eta, mu: mu * v - g, move=lambda w, old, v, g, eta, mu: w + eta * v)),
    Mistake("other-form", "This collects the gradients with their own sign, as section 8.6 does in b; v is the step "
            "itself.",
            _with(new=lambda v, g, eta, mu: mu * v + g, move=lambda w, old, v, g, eta, mu: w - eta * v)),
    Mistake("backwards", "The weights move against the velocity.",
            lambda w, v, G, eta, mu: {"w": _steps(w, v, G, eta, mu, move=lambda w, old, v, *_: w - v)["w"]}),
    Mistake("rate-on-both", "The step size shortens the old velocity too, in which it already is.",
            _with(new=lambda v, g, eta, mu: eta * (mu * v - g))),
    Mistake("rate-twice", "The step size comes in twice.",
            lambda w, v, G, eta, mu: {
                "w": _steps(w, v, G, eta, mu, move=lambda w, old, v, g, eta, mu: w + eta * v)["w"]}),
    Mistake("old-velocity", "The weights move with the velocity from before the gradient came in.",
            lambda w, v, G, eta, mu: {"w": _steps(w, v, G, eta, mu, move=lambda w, old, *_: w + old)["w"]}),
    Mistake("gradient-twice", "The weights move by the velocity and once more by the gradient, which is already "
            "in it.", lambda w, v, G, eta, mu: {
                "w": _steps(w, v, G, eta, mu, move=lambda w, old, v, g, eta, mu: w + v - eta * g)["w"]}),
    Mistake("weights-left", "The velocity is right, and the weights have not moved.",
            lambda w, v, G, eta, mu: {"w": w}),
    Mistake("first-gradient-only", "Only the first gradient has been used.", _on(lambda G: G[:1])),
    Mistake("last-gradient-only", "Only the last gradient has been used.", _on(lambda G: G[-1:])),
    Mistake("gradients-added", "All gradients are added up for a single step; each of them is a step of its own.",
            _on(lambda G: G.sum(axis=0, keepdims=True))),
    Mistake("order-reversed", "The gradients are used from the last to the first.", _on(lambda G: G[::-1])),
)  # fmt: skip

MOMENTUM_STEP = ValueExercise(
    id="momentum_step",
    lesson=LESSON,
    title="A ball that keeps its speed",
    points=2,
    signature=("w", "v", "G", "eta", "mu"),
    parts=("w", "v"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one step", _one_step, trials=2),
        Case("a start from rest (v = 0)", _from_rest, trials=2),
        Case("no memory (mu = 0)", _without, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.MOMENTUM),
    hints=hints.MOMENTUM_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w", "v": "(d,), as v"},
    reference=_steps,
    rtol=RTOL,
    atol=ATOL,
)
