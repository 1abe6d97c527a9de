"""`decayed_step`: the step size of a step, where the schedule counts epochs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.exercises.descent import hints
from course.exercises.descent.draws import ATOL, LESSON, RTOL, WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, ValueExercise

Curve = Callable[[float, float], float]
"""From κ and t to the share of the first step size that is left."""


def _exponential(kappa: float, t: float) -> float:
    return float(np.exp(-kappa * t))


def _inverse(kappa: float, t: float) -> float:
    return 1 / (1 + kappa * t)


CURVES: dict[str, Curve] = {"exponential": _exponential, "inverse": _inverse}


def _draw(rng: np.random.Generator, kind: str) -> Args:
    """A step inside an epoch, not its first or last: so counting steps, or rounding up, is off."""
    per, epoch = int(rng.integers(4, 12)), int(rng.integers(2, 7))
    step = epoch * per + int(rng.integers(1, per - 1))
    return _args(rng, step, per, kind)


def _args(rng: np.random.Generator, step: int, per: int, kind: str, kappa: float | None = None) -> Args:
    kappa = float(rng.uniform(0.1, 0.5)) if kappa is None else kappa
    return {"eta0": float(rng.uniform(0.2, 2.0)), "kappa": kappa, "step": step, "per_epoch": per, "kind": kind}


def _first_epoch(rng: np.random.Generator, kind: str) -> Args:
    per = int(rng.integers(4, 12))
    return _args(rng, int(rng.integers(1, per)), per, kind)


def _very_first(rng: np.random.Generator, kind: str) -> Args:
    return _args(rng, 0, int(rng.integers(4, 12)), kind)


def _first_of_an_epoch(rng: np.random.Generator, kind: str) -> Args:
    per = int(rng.integers(4, 12))
    return _args(rng, int(rng.integers(1, 6)) * per, per, kind)


def _no_decay(rng: np.random.Generator, kind: str) -> Args:
    return _args(rng, int(rng.integers(5, 40)), 3, kind, kappa=0.0)


def _both(draw: Callable[..., Args]) -> tuple[Callable[[np.random.Generator], Args], ...]:
    return tuple(partial(draw, kind=kind) for kind in CURVES)


def _with(
    curves: dict[str, Curve] = CURVES, when: Callable[[int, int], float] = lambda step, per: step // per
) -> Callable[..., dict[str, Any]]:
    """A schedule with other curves, or that takes the time ``when(step, per_epoch)``."""

    def make(eta0: float, kappa: float, step: int, per_epoch: int, kind: str) -> dict[str, Any]:
        return {"eta": eta0 * curves[kind](kappa, when(step, per_epoch))}

    return make


MISTAKES = (
    Mistake("counts-steps", "Your step size shrinks with every step; all steps of an epoch share one.",
            _with(when=lambda step, per: step)),
    Mistake("parts-of-epochs", "Your step size shrinks within an epoch; all steps of an epoch share one.",
            _with(when=lambda step, per: step / per)),
    Mistake("epoch-ahead", "You count the first epoch as 1; it is epoch 0, and its step size is eta0.",
            _with(when=lambda step, per: step // per + 1)),
    Mistake("counted-from-1", "You count the steps from 1; the first step is number 0.",
            _with(when=lambda step, per: (step - 1) // per)),
    Mistake("place-in-epoch", "You use the step's place within its epoch; how many epochs lie before it decides.",
            _with(when=lambda step, per: step % per)),
    Mistake("grows", "Your exponential schedule grows with time; it must shrink.",
            _with(CURVES | {"exponential": lambda kappa, t: float(np.exp(kappa * t))})),
    Mistake("one-left-out", "Your inverse schedule does not start at eta0: at time 0 its divisor must be 1.",
            _with(CURVES | {"inverse": lambda kappa, t: 1 / (kappa * t) if kappa * t else float("inf")})),
    Mistake("always-exponential", "You use the exponential schedule for both kinds.",
            _with({"exponential": _exponential, "inverse": _exponential})),
    Mistake("always-inverse", "You use the inverse schedule for both kinds.",
            _with({"exponential": _inverse, "inverse": _inverse})),
    Mistake("kinds-swapped", "Your two schedules are swapped.",
            _with({"exponential": _inverse, "inverse": _exponential})),
)  # fmt: skip

DECAYED_STEP = ValueExercise(
    id="decayed_step",
    lesson=LESSON,
    title="The step size of a step",
    points=2,
    signature=("eta0", "kappa", "step", "per_epoch", "kind"),
    parts=("eta",),
    cases=(
        Case("ordinary inputs", _both(_draw), share=4, trials=6),
        Case("a step of the first epoch", (*_both(_very_first), *_both(_first_epoch)), trials=4),
        Case("the first step of a later epoch", _both(_first_of_an_epoch), trials=4),
        Case("no decay (kappa = 0)", _both(_no_decay), trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.DECAY),
    hints=hints.DECAY_HINTS,
    withheld=WITHHELD,
    shapes={"eta": "one number"},
    reference=_with(),
    rtol=RTOL,
    atol=ATOL,
)
