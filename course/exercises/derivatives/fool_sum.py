"""`fool_the_sum`: a backward pass of softmax that is wrong, and that the plain sum of the outputs accepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD, normal, numbers, sizes
from course.exercises.derivatives.softmax import at_logits, probabilities
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, PropertyExercise
from course.exercises.until import until

PASSES = 1e-6
"""What the protocol allows in each entry; the right gradient of the plain sum is 0, up to rounding."""
OFF = 0.1
"""How wrong the answer must be under random weights, of the right gradient's length."""


def _logits(rng: np.random.Generator) -> Array:
    """Scores far enough apart that no row of probabilities is nearly even."""
    return 2 * normal(rng, *sizes(rng, 2))


def _random(rng: np.random.Generator) -> Args:
    """Inputs on which the nearest of the usual wrong answers is far enough off."""

    def draw() -> Args:
        Z = _logits(rng)
        return {"Z": Z, "dP": normal(rng, *Z.shape)}

    def fits(args: Args) -> bool:
        Z, dP = args["Z"], args["dP"]
        centred = probabilities(Z) * (dP - dP.mean(axis=1, keepdims=True))
        return _under_random_weights(centred, at_logits(Z, dP)) is None

    return until(draw, fits)


def _sum(rng: np.random.Generator) -> Args:
    Z = _logits(rng)
    return {"Z": Z, "dP": np.ones_like(Z)}


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    Z, dP = args["Z"], args["dP"]
    dZ, said = numbers(answer.get("dZ"), "dZ", Z.shape)
    return {"dZ": said or (_under_the_sum(dZ) if (dP == 1).all() else _under_random_weights(dZ, at_logits(Z, dP)))}


def _under_the_sum(dZ: Array) -> str | None:
    worst = float(np.abs(dZ).max())
    if worst > PASSES:
        return f"the check with the plain sum refuses this: an entry is {worst:.3g}, and differences say 0"
    return None


def _under_random_weights(dZ: Array, right: Array) -> str | None:
    if not dZ.any():
        return "dZ is 0 everywhere: that one is in the lesson already, find another"
    if np.linalg.norm(dZ) < OFF * np.linalg.norm(right):
        return "dZ is next to 0 under random weights: that one is in the lesson already, find a larger one"
    off = float(np.linalg.norm(dZ - right) / np.linalg.norm(right))
    if off < 1e-6:
        return "this is the right gradient; the aim is a wrong one that passes"
    if off < OFF:
        return f"dZ is off by {off:.1%} under random weights, and {OFF:.0%} at least is asked for"
    return None


def _right(Z: Array, dP: Array) -> dict[str, Array]:
    return {"dZ": at_logits(Z, dP)}


def _zero(Z: Array, dP: Array) -> dict[str, Array]:
    return {"dZ": np.zeros_like(Z)}


def _upstream_handed_on(Z: Array, dP: Array) -> dict[str, Array]:
    return {"dZ": dP.copy()}


def _own_slope_only(Z: Array, dP: Array) -> dict[str, Array]:
    P = probabilities(Z)
    return {"dZ": dP * P * (1 - P)}


def _half_per_cent(Z: Array, dP: Array) -> dict[str, Array]:
    return {"dZ": 1.005 * at_logits(Z, dP)}


MISTAKES = (
    Mistake("right", "This is the right gradient; the aim is a wrong one that the plain sum lets through.", _right),
    Mistake("zero", "This one is 0 everywhere, as in the lesson; find one that is wrong in another way.", _zero),
    Mistake("hardly-wrong", "This is wrong by half a per cent; at least a tenth is asked for.", _half_per_cent),
    Mistake("upstream-handed-on", "For an upstream gradient of ones this gives ones, as if it were handed on as it "
            "came: the plain sum notices that.",
            _upstream_handed_on),
    Mistake("diagonal-only", "Each probability hears of its own logit alone: the plain sum notices that.",
            _own_slope_only),
)  # fmt: skip

FOOL_THE_SUM = PropertyExercise(
    id="fool_the_sum",
    lesson=LESSON,
    title="Fool the plain sum",
    points=2,
    signature=("Z", "dP"),
    parts=("dZ",),
    cases=(
        Case("random upstream gradients, where it must be wrong", _random, share=1),
        Case("an upstream gradient of ones, where it must pass", _sum, share=1),
    ),
    mistakes=pointed(MISTAKES, hints.FOOL_SUM),
    hints=hints.FOOL_SUM_HINTS,
    withheld=WITHHELD,
    all_or_nothing=True,
    shapes={"dZ": "(n, k), as Z"},
    verify=_verify,
)
