"""`forward_variance`: the size of the sums in a deep layer, from the widths and the scale of the weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.training import hints
from course.exercises.training.draws import ATOL, LESSON, RTOL, WITHHELD, all_apart, sizes
from course.exercises.until import until

Widths = NDArray[np.int64]


def _draw(rng: np.random.Generator, layers: int, slope: float) -> Args:
    """Widths that all differ, and weights of about the scale that keeps a signal."""
    widths = np.array(sizes(rng, layers + 1, 3, 12))
    sds = rng.uniform(0.6, 1.6, layers) / np.sqrt(widths[:-1])
    return {"q": float(rng.uniform(0.5, 2.0)), "widths": widths, "sds": sds, "slope": slope}


def _ordinary(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        return _draw(rng, int(rng.integers(3, 6)), float(rng.uniform(0.2, 0.6)))

    return until(draw, lambda args: all_apart(args, _mean_square(**args), MISTAKES))


def _relu(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(2, 5)), 0.0)


def _linear(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(2, 5)), 1.0)


def _one_layer(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, float(rng.uniform(0.2, 0.6)))


def _mean_square(
    q: float, widths: Widths, sds: Array, slope: float, *,
    kept: Callable[[float], float] = lambda a: (1 + a**2) / 2, spread: Callable[[Any], Any] = np.square,
    into: Callable[[Widths], Any] = lambda widths: widths[:-1],
    bends: Callable[[int], int] = lambda layers: layers - 1,
) -> dict[str, Any]:  # fmt: skip
    """The mean square of the last sums: one factor a layer, and one a bend between two layers."""
    layers = len(sds)
    return {"q_last": float(q * np.prod(into(widths) * spread(sds)) * kept(slope) ** bends(layers))}


def _with(**slip: Any) -> Callable[..., dict[str, Any]]:
    return lambda q, widths, sds, slope: _mean_square(q, widths, sds, slope, **slip)


def _first_alone(q: float, widths: Widths, sds: Array, slope: float) -> dict[str, Any]:
    return _mean_square(q, widths[:2], sds[:1], slope)


def _root(q: float, widths: Widths, sds: Array, slope: float) -> dict[str, Any]:
    return {"q_last": _mean_square(q, widths, sds, slope)["q_last"] ** 0.5}


def _same_width(q: float, widths: Widths, sds: Array, slope: float) -> dict[str, Any]:
    return _mean_square(q, np.full_like(widths, widths[0]), sds, slope)


MISTAKES = (
    Mistake("fan-out", "You count the units that a layer feeds; a sum has one term for each unit that feeds it.",
            _with(into=lambda widths: widths[1:])),
    Mistake("first-width-only", "You use the width of the inputs in every layer; each layer has its own.",
            _same_width),
    Mistake("widths-forgotten", "The widths do not enter: a sum of many terms is larger than one of few.",
            _with(into=lambda widths: 1)),
    Mistake("scale-not-squared", "The scale of the weights enters unsquared; the mean square of a product is "
            "asked for.", _with(spread=lambda sds: sds)),
    Mistake("bend-forgotten", "Your signal goes through as if there were no activation between the layers.",
            _with(kept=lambda a: 1.0)),
    Mistake("plain-relu", "The negative half is counted as zero; here it comes through, only smaller.",
            _with(kept=lambda a: 0.5)),
    Mistake("slope-not-squared", "The small slope enters unsquared; what comes through is squared too.",
            _with(kept=lambda a: (1 + a) / 2)),
    Mistake("halves-forgotten", "You count both halves in full; each of them holds half of the mean square.",
            _with(kept=lambda a: 1 + a**2)),
    Mistake("input-bent", "You send the inputs through an activation too; they go into the first layer as they are.",
            _with(bends=lambda layers: layers)),
    Mistake("one-bend-only", "You count the activation once; it stands between each two layers.",
            _with(bends=lambda layers: 1)),
    Mistake("first-layer-only", "Your result is that of the first layer alone.", _first_alone),
    Mistake("root-taken", "You return the root of what is asked for.", _root),
)  # fmt: skip

FORWARD_VARIANCE = ValueExercise(
    id="forward_variance",
    lesson=LESSON,
    title="Predict the size of the last layer's sums",
    points=3,
    signature=("q", "widths", "sds", "slope"),
    parts=("q_last",),
    cases=(
        Case("ordinary inputs", _ordinary, share=5, trials=4),
        Case("plain ReLU (slope 0)", _relu, trials=2),
        Case("no bend at all (slope 1)", _linear, trials=2),
        Case("one layer", _one_layer, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.VARIANCE),
    hints=hints.VARIANCE_HINTS,
    withheld=WITHHELD,
    shapes={"q_last": "one number"},
    reference=_mean_square,
    rtol=RTOL,
    atol=ATOL,
)
