"""`binary_cross_entropy`: the slide's formula, to be mended."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.backprop.draws import size
from course.exercises.losses import hints
from course.exercises.losses.draws import ATOL, ENGINE, RTOL, bits
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise

Value = dict[str, float]


def _predictions(rng: np.random.Generator, n: int) -> Array:
    """Probabilities that are clearly neither 0 nor 1 nor a half."""
    return np.asarray(np.where(rng.random(n) < 0.5, rng.uniform(0.03, 0.45, n), rng.uniform(0.55, 0.97, n)))


def _ordinary(rng: np.random.Generator) -> Args:
    n = size(rng) + 2
    return {"p": _predictions(rng, n), "y": bits(rng, n)}


def _all(label: float) -> Callable[[np.random.Generator], Args]:
    def draw(rng: np.random.Generator) -> Args:
        n = size(rng)
        return {"p": _predictions(rng, n), "y": np.full(n, label)}

    return draw


def _loss(make: Callable[[Array, Array], Array]) -> Callable[..., Value]:
    """The mean over rows of a loss of p and y."""
    return lambda p, y: {"loss": float(np.mean(make(p, y)))}


MISTAKES = (
    Mistake("the-slide", "A row of class 0 that is given a probability near 1 costs almost nothing, and should cost "
            "most of all.", _loss(lambda p, y: -y * np.log(p) - (1 - p) * np.log(1 - p))),
    Mistake("both-weighted-by-p", "Each logarithm is weighted by the prediction; nothing depends on the labels.",
            _loss(lambda p, y: -p * np.log(p) - (1 - p) * np.log(1 - p))),
    Mistake("first-weighted-by-p", "Now the first term is weighted by the prediction, and the slip has only moved.",
            _loss(lambda p, y: -p * np.log(p) - (1 - y) * np.log(1 - p))),
    Mistake("second-term-dropped", "Rows of class 0 cost nothing, whatever is predicted.",
            _loss(lambda p, y: -y * np.log(p))),
    Mistake("second-term-unweighted", "Rows of class 1 pay for the second term as well.",
            _loss(lambda p, y: -y * np.log(p) - np.log(1 - p))),
    Mistake("labels-swapped", "Rows of class 0 are scored as if they were of class 1, and the other way round.",
            _loss(lambda p, y: -(1 - y) * np.log(p) - y * np.log(1 - p))),
    Mistake("same-logarithm-twice", "Both terms take the logarithm of the same probability, so the labels cancel.",
            _loss(lambda p, y: -np.log(p))),
    Mistake("log-likelihood", "This is the mean log-likelihood; a loss has the opposite sign.",
            _loss(lambda p, y: y * np.log(p) + (1 - y) * np.log(1 - p))),
    Mistake("missing-mean", "The losses of the rows are summed; their mean is asked for.",
            lambda p, y: {"loss": float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).sum())}),
)  # fmt: skip

BINARY_CROSS_ENTROPY = ValueExercise(
    id="binary_cross_entropy",
    lesson="03_losses",
    title="The slide says: one minus the prediction",
    points=1,
    signature=("p", "y"),
    parts=("loss",),
    cases=(
        Case("ordinary predictions", _ordinary, share=2),
        Case("all labels 0", _all(0.0), trials=2),
        Case("all labels 1", _all(1.0), trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.BINARY),
    hints=hints.BINARY_HINTS,
    withheld=ENGINE,
    shapes={"loss": "one number"},
    reference=_loss(lambda p, y: np.where(y == 1, -np.log(p), -np.log(1 - p))),
    rtol=RTOL,
    atol=ATOL,
    all_or_nothing=True,
)
