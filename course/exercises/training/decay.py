"""`decoupled_decay`: weights shrink by themselves, and the momentum never hears of it."""

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
    return {"w": normal(rng, d), "b": normal(rng, d), "G": normal(rng, steps, d),
            "eta": float(rng.uniform(0.2, 0.6)), "mu": float(rng.uniform(0.4, 0.9)),
            "lam": float(rng.uniform(0.2, 0.8))}  # fmt: skip


def _ordinary(rng: np.random.Generator) -> Args:
    return until(
        lambda: _draw(rng, int(rng.integers(3, 5))), lambda args: all_apart(args, _steps(**args), MISTAKES)
    )


def _one_step(rng: np.random.Generator) -> Args:
    """Here the weights of both kinds of decay agree; only what is handed on differs."""
    return _draw(rng, 1)


def _no_decay(rng: np.random.Generator) -> Args:
    return _draw(rng, 3) | {"lam": 0.0}


def _at_rest(rng: np.random.Generator) -> Args:
    args = _draw(rng, 3)
    return args | {"b": np.zeros_like(args["b"]), "G": np.zeros_like(args["G"])}


Shrink = Callable[[float, float], float]
"""From eta and lam to the factor of the old weights."""


def _steps(
    w: Array, b: Array, G: Array, eta: float, mu: float, lam: float, *,
    shrink: Shrink = lambda eta, lam: 1 - eta * lam, step_too: Shrink = lambda eta, lam: 1.0,
    pull: float = 0.0, keep: Callable[[float], float] = lambda mu: mu, along: str = "b", scale: float = 1.0,
) -> dict[str, Array]:  # fmt: skip
    """A step of momentum for each row of ``G`` on weights that shrink; ``pull`` of the decay goes into b as well."""
    for g in G:
        b = keep(mu) * b + g + pull * lam * w
        way = b if along == "b" else g
        w = shrink(eta, lam) * w - scale * step_too(eta, lam) * eta * way
    return {"w": w, "b": b}


def _with(**slip: Any) -> Callable[..., dict[str, Array]]:
    return lambda w, b, G, eta, mu, lam: _steps(w, b, G, eta, mu, lam, **slip)


def _weights(**slip: Any) -> Callable[..., dict[str, Array]]:
    """A slip that leaves b right."""
    return lambda **args: {"w": _with(**slip)(**args)["w"]}


def _once(w: Array, b: Array, G: Array, eta: float, mu: float, lam: float) -> dict[str, Array]:
    """The decay of the first step alone."""
    return {"w": _steps((1 - eta * lam) * w, b, G, eta, mu, 0.0)["w"]}


def _last_only(w: Array, b: Array, G: Array, eta: float, mu: float, lam: float) -> dict[str, Array]:
    return _steps(w, b, G[-1:], eta, mu, lam)


def _velocity(w: Array, b: Array, G: Array, eta: float, mu: float, lam: float) -> dict[str, Array]:
    """Momentum written with v, the step itself, where b is asked for."""
    for g in G:
        b = mu * b - eta * g
        w = (1 - eta * lam) * w + b
    return {"w": w, "b": b}


MISTAKES = (
    Mistake("coupled", "The decay goes into the momentum with the gradient: that is a penalty, and not decoupled.",
            _with(shrink=lambda eta, lam: 1.0, pull=1.0)),
    Mistake("both-ways", "The weights decay twice: by themselves, and once more through the momentum.",
            _with(pull=1.0)),
    Mistake("decay-forgotten", "The weights do not decay at all.", _weights(shrink=lambda eta, lam: 1.0)),
    Mistake("decay-without-rate", "The decay does not feel the step size: half the step should mean half the decay.",
            _weights(shrink=lambda eta, lam: 1 - lam)),
    Mistake("decay-doubled", "The decay is twice as strong as it should be.",
            _weights(shrink=lambda eta, lam: 1 - 2 * eta * lam)),
    Mistake("decay-once", "The weights decay in the first step alone.", _once),
    Mistake("weights-grow", "The decay makes the weights longer.", _weights(shrink=lambda eta, lam: 1 + eta * lam)),
    Mistake("decay-alone-kept", "The weights are multiplied by the share that they lose.",
            _weights(shrink=lambda eta, lam: eta * lam)),
    Mistake("decayed-afterwards", "The new step is shortened too; the decay is for the weights from before it.",
            _weights(step_too=lambda eta, lam: 1 - eta * lam)),
    Mistake("no-memory", "The old momentum is lost.", _with(keep=lambda mu: 0.0)),
    Mistake("no-friction", "The old momentum is kept in full; a share of it should go at each step.",
            _with(keep=lambda mu: 1.0)),
    Mistake("rate-inside", "The momentum has the sign and the rate of the step in it; b collects bare gradients.",
            _velocity),
    Mistake("bare-gradient", "The weights move by the gradient alone and not by the momentum.", _weights(along="g")),
    Mistake("uphill", "The steps go up the slope.", _weights(scale=-1.0)),
    Mistake("last-gradient-only", "Only the last gradient has been used.", _last_only),
)  # fmt: skip

DECOUPLED_DECAY = ValueExercise(
    id="decoupled_decay",
    lesson=LESSON,
    title="Decay that is no penalty",
    points=2,
    signature=("w", "b", "G", "eta", "mu", "lam"),
    parts=("w", "b"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5, trials=4),
        Case("one step", _one_step, trials=2),
        Case("no decay (lam = 0)", _no_decay, trials=2),
        Case("no slope and no momentum", _at_rest, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.DECAY),
    hints=hints.DECAY_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w", "b": "(d,), as b"},
    reference=_steps,
    rtol=RTOL,
    atol=ATOL,
)
