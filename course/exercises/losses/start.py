"""`predict_loss_at_start`: what a classifier costs before it has learnt anything."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.losses import hints
from course.exercises.losses.draws import ENGINE
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, ValueExercise
from course.losses import softmax_cross_entropy

ROWS, INPUTS, SCALE = 1000, 20, 0.01
TOLERANCE = 0.02


def measured(k: int) -> float:
    """The mean cross-entropy of k classes on random rows and labels, with weights of size 0.01."""
    rng = np.random.default_rng(k)
    X, W = rng.standard_normal((ROWS, INPUTS)), SCALE * rng.standard_normal((k, INPUTS))
    return float(softmax_cross_entropy(X @ W.T, rng.integers(0, k, size=ROWS)))


def _between(low: int, high: int) -> Callable[[np.random.Generator], Args]:
    return lambda rng: {"k": int(rng.integers(low, high + 1))}


def _law(law: Callable[[int], float]) -> Callable[..., dict[str, float]]:
    return lambda k: {"loss": float(law(k))}


MISTAKES = (
    Mistake("bits", "The logarithm has base 2; the lesson's loss takes the natural one.", _law(np.log2)),
    Mistake("base-10", "The logarithm has base 10; the lesson's loss takes the natural one.", _law(np.log10)),
    Mistake("negative", "A cross-entropy is never negative: check the sign.", _law(lambda k: -np.log(k))),
    Mistake("probability", "This is the probability that each class gets, and not yet the loss.",
            _law(lambda k: 1 / k)),
    Mistake("error-rate", "This is the share of wrong guesses; the loss is another measure.",
            _law(lambda k: 1 - 1 / k)),
    Mistake("summed-over-classes", "Only the right class of an example contributes, not all of them.",
            _law(lambda k: k * np.log(k))),
    Mistake("averaged-over-classes", "The loss is divided by the number of classes; its mean is over the examples "
            "alone.", _law(lambda k: np.log(k) / k)),
    Mistake("zero", "Scores of 0 are not a loss of 0: the classifier still has to spread its bets.",
            _law(lambda k: 0.0)),
)  # fmt: skip

PREDICT_LOSS_AT_START = ValueExercise(
    id="predict_loss_at_start",
    lesson="03_losses",
    title="The loss before the first step",
    points=1,
    signature=("k",),
    parts=("loss",),
    cases=(
        Case("between 3 and 40 classes", _between(3, 40), share=2, trials=4),
        Case("two classes", _between(2, 2), trials=1),
        Case("hundreds of classes", _between(300, 1000), trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.START),
    hints=hints.START_HINTS,
    withheld=ENGINE,
    shapes={"loss": "one number"},
    reference=_law(measured),
    rtol=0.0,
    atol=TOLERANCE,
    reveals=False,
)
