"""`logistic_loss`: the mean of log(1 + e^(−y z)), for scores of any size."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.activations import sigmoid, softplus
from course.exercises.backprop.draws import normal, size
from course.exercises.losses import hints
from course.exercises.losses.draws import ATOL, ENGINE, EXTREME, RTOL, signs
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise

Value = dict[str, float]


def _ordinary(rng: np.random.Generator) -> Args:
    n = size(rng) + 1
    return {"z": 2 * normal(rng, n), "y": signs(rng, n)}


def _one_example(rng: np.random.Generator) -> Args:
    return {"z": normal(rng, 1), "y": signs(rng, 1)}


def _far_wrong(rng: np.random.Generator) -> Args:
    """Every row on its wrong side, by about a thousand, with labels of both signs."""
    n = size(rng) + 1
    y = signs(rng, n)
    return {"z": -y * (EXTREME + rng.integers(-16, 17, size=n) / 8), "y": y}


def _far_right(rng: np.random.Generator) -> Args:
    args = _far_wrong(rng)
    return args | {"z": -args["z"]}


def _far_among_others(rng: np.random.Generator) -> Args:
    """One row far on its wrong side, one far on its right side, the others as ever: no one shift suits them all."""
    args = _ordinary(rng)
    z, y = args["z"], args["y"]
    z[:2] = EXTREME * np.array([-1.0, 1.0]) * y[:2]
    return {"z": z, "y": y}


def _of_scores(make: Callable[[Array], Array]) -> Callable[..., Value]:
    """A mistake in the loss of one row, as a function of s = y z."""
    return lambda z, y: {"loss": float(np.mean(make(y * z)))}


def _right(z: Array, y: Array) -> Value:
    return {"loss": float(np.mean(softplus(-y * z)))}


def _mean_inside(z: Array, y: Array) -> Value:
    return {"loss": float(np.log(1 + np.mean(np.exp(-y * z))))}


def _labels_as_bits(z: Array, y: Array) -> Value:
    p = sigmoid(z)
    return {"loss": float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))}


def _clipped(least: float) -> Callable[..., Value]:
    return _of_scores(lambda s: -np.log(np.clip(sigmoid(s), least, 1 - least)))


def _shifted(z: Array, y: Array, shift: Array | float, back: float = 1.0) -> Value:
    """log(e^0 + e^m) with m = −y z, the power e^shift taken out and ``back`` times put back."""
    m = -y * z
    return {"loss": float(np.mean(back * shift + np.log(np.exp(-shift) + np.exp(m - shift))))}


CLIPPED = "The probability is held away from 0, so a row that is wrong by far costs too little."

MISTAKES = (
    Mistake("overflow", "It is right on ordinary scores, and infinite or not a number on scores that are far out.",
            _of_scores(lambda s: np.log(1 + np.exp(-s)))),
    Mistake("clipped", CLIPPED, _clipped(1e-15)),
    Mistake("clipped-more", CLIPPED, _clipped(1e-12)),
    Mistake("one-shift-for-all", "Right on ordinary scores; one shift for all rows suits no batch with rows "
            "that are far apart.", lambda z, y: _shifted(z, y, max(0.0, float((-y * z).max())))),
    Mistake("shift-not-put-back", "What was taken out of the sum before the logarithm has not been put back.",
            lambda z, y: _shifted(z, y, np.maximum(0.0, -y * z), back=0.0)),
    Mistake("missing-mean", "The losses of the rows are summed; their mean is asked for.",
            lambda z, y: {"loss": float(softplus(-y * z).sum())}),
    Mistake("sign-flipped", "Rows on their right side cost more than rows on the wrong side: a sign is off.",
            _of_scores(softplus)),
    Mistake("labels-forgotten", "The loss does not look at the labels.",
            lambda z, y: {"loss": float(np.mean(softplus(-z)))}),
    Mistake("labels-as-0-and-1", "This formula is the one for labels 0 and 1; here they are -1 and +1.",
            _labels_as_bits),
    Mistake("bits", "The logarithm has base 2; the lesson takes the natural one.",
            _of_scores(lambda s: softplus(-s) / np.log(2))),
    Mistake("hinge", "This is the hinge loss, which is 0 from a score of 1 on.",
            _of_scores(lambda s: np.maximum(0.0, 1.0 - s))),
    Mistake("probability-for-loss", "This is the mean probability of the wrong class; its logarithm is missing.",
            _of_scores(lambda s: sigmoid(-s))),
    Mistake("log-likelihood", "This is the mean log-likelihood; a loss has the opposite sign.",
            _of_scores(lambda s: -softplus(-s))),
    Mistake("mean-inside-the-log", "The mean is taken before the logarithm; each row has a loss of its own.",
            _mean_inside),
)  # fmt: skip

LOGISTIC_LOSS = ValueExercise(
    id="logistic_loss",
    lesson="03_losses",
    title="The logistic loss",
    points=2,
    signature=("z", "y"),
    parts=("loss",),
    cases=(
        Case("ordinary scores", _ordinary, share=4),
        Case("one example", _one_example, trials=2),
        Case("scores near ±1,000, on the wrong side", (_far_wrong, _far_among_others), share=2, trials=2),
        Case("scores near ±1,000, on the right side", _far_right, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.LOGISTIC),
    hints=hints.LOGISTIC_HINTS,
    withheld=ENGINE,
    shapes={"loss": "one number"},
    reference=_right,
    rtol=RTOL,
    atol=ATOL,
)
