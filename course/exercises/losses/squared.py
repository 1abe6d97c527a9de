"""`mse_softmax_grad`: the squared error of probabilities, carried back to the logits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.activations import log_softmax, sigmoid, softmax
from course.encodings import one_hot
from course.exercises.backprop.draws import labels, normal, size, sizes
from course.exercises.losses import hints
from course.exercises.losses.draws import ENGINE, huge_logits
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _ordinary(rng: np.random.Generator) -> Args:
    n, k = (one + 1 for one in sizes(rng, 2))  # never 2: a mean over two rows looks like the factor of a square
    return {"Z": normal(rng, n, k), "y": labels(rng, n, k)}


def _one_example(rng: np.random.Generator) -> Args:
    k = size(rng) + 1
    return {"Z": normal(rng, 1, k), "y": labels(rng, 1, k)}


def _two_classes(rng: np.random.Generator) -> Args:
    n = size(rng) + 1
    return {"Z": normal(rng, n, 2), "y": labels(rng, n, 2)}


def _huge(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    return {"Z": huge_logits(rng, n, k + 2), "y": labels(rng, n, k + 2)}


def _of_row(z: Array, label: int) -> Any:
    """Written with a difference to the one-hot row, and in a form that continues to complex numbers."""
    error = np.exp(log_softmax(z)) - np.eye(len(z))[label]
    return np.sum(error * error)


def _loss(Z: Array, y: Array) -> Any:
    return sum(_of_row(z, label) for z, label in zip(Z, y, strict=True)) / len(Z)


def _examples(Z: Array, y: Array) -> list[Callable[..., Any]]:
    def row(i: int) -> Callable[..., Any]:
        return lambda Z, y: _of_row(Z[i], y[i]) / len(Z)

    return [row(i) for i in range(len(Z))]


def _back(P: Array, dP: Array) -> Array:
    """A gradient at the probabilities, through the softmax of each row."""
    return np.asarray(P * (dP - (dP * P).sum(axis=1, keepdims=True)))


def _one(make: Callable[[Array, Array], Array]) -> Callable[..., dict[str, Array]]:
    """A mistake as a function of the probabilities and the one-hot rows, the mean taken afterwards."""
    return lambda Z, y: {"dZ": make(softmax(Z), one_hot(y, Z.shape[1])) / len(Z)}


def _right(P: Array, Y: Array) -> Array:
    return _back(P, 2 * (P - Y))


def _sigmoids(Z: Array, y: Array) -> dict[str, Array]:
    P = sigmoid(Z)
    return {"dZ": 2 * (P - one_hot(y, Z.shape[1])) * P * (1 - P) / len(Z)}


def _summed_too_far(P: Array, Y: Array) -> Array:
    return np.asarray(P * (2 * (P - Y) - (2 * (P - Y) * P).sum()))


def _last_only(P: Array, Y: Array) -> Array:
    rows = _right(P, Y)
    rows[:-1] = 0.0
    return rows


MISTAKES = (
    Mistake("cross-entropy", "This is the gradient of the cross-entropy; the loss here is the squared error.",
            _one(lambda P, Y: P - Y)),
    Mistake("at-the-probabilities", "This is the gradient at the probabilities; it still has to go back through the "
            "softmax.", _one(lambda P, Y: 2 * (P - Y))),
    Mistake("diagonal-only", "Each logit is taken to move its own probability alone; it moves all of its row.",
            _one(lambda P, Y: 2 * (P - Y) * P * (1 - P))),
    Mistake("other-paths-missing", "One term of the softmax's slope is missing: the part that comes from the sum "
            "that all share.", _one(lambda P, Y: 2 * (P - Y) * P)),
    Mistake("own-path-missing", "Only the part that comes from the shared sum is there; a logit also moves its own "
            "exponential.", _one(lambda P, Y: -P * (2 * (P - Y) * P).sum(axis=1, keepdims=True))),
    Mistake("right-class-only", "Only the right class's error is carried back; the loss sums over all classes.",
            _one(lambda P, Y: _back(P, 2 * (P - Y) * Y))),
    Mistake("missing-mean", "dZ is not divided by the number of examples, but the loss is a mean over them.",
            lambda Z, y: {"dZ": _right(softmax(Z), one_hot(y, Z.shape[1]))}),
    Mistake("mean-over-entries", "dZ is divided by the number of entries; the mean is over the examples alone.",
            _one(lambda P, Y: _right(P, Y) / P.shape[1])),
    Mistake("mean-taken-twice", "dZ is divided by the number of examples twice.",
            _one(lambda P, Y: _right(P, Y) / len(P))),
    Mistake("missing-factor-2", "dZ is half of what it should be: the slope of a square is missing its factor.",
            _one(lambda P, Y: _right(P, Y) / 2)),
    Mistake("sign-flipped", "dZ has the wrong sign everywhere.", _one(lambda P, Y: -_right(P, Y))),
    Mistake("label-ignored", "The labels have no effect on dZ.", _one(lambda P, Y: _back(P, 2 * P))),
    Mistake("sigmoid-for-softmax", "Each logit went through a sigmoid of its own; the probabilities of a row share "
            "one sum.", _sigmoids),
    Mistake("summed-over-the-batch", "A sum that belongs to one row was taken over the whole batch.",
            _one(_summed_too_far)),
    Mistake("wrong-axis", "The softmax was taken down the columns; each row is one example.",
            lambda Z, y: {"dZ": _back(softmax(Z.T).T, 2 * (softmax(Z.T).T - one_hot(y, Z.shape[1]))) / len(Z)}),
    Mistake("last-example-only", "Only the last row of dZ is filled.", _one(_last_only)),
)  # fmt: skip

MSE_SOFTMAX_GRAD = GradientExercise(
    id="mse_softmax_grad",
    lesson="03_losses",
    title="Squared error behind a softmax",
    points=4,
    signature=("Z", "y"),
    parts=("dZ",),
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a batch of one", _one_example, trials=2),
        Case("two classes", _two_classes, trials=2),
        Case("logits near ±1,000", _huge, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.SQUARED),
    hints=hints.SQUARED_HINTS,
    withheld=ENGINE,
    shapes={"dZ": "(n, k), as Z"},
    loss=_loss,
    wrt={"dZ": "Z"},
    examples=_examples,
)
