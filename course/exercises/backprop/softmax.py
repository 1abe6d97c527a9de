"""`softmax_cross_entropy_grad`: the gradient at the logits, where a classifier's backward pass begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.activations import log_softmax, sigmoid, softmax
from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, labels, normal, size, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.losses import one_hot, softmax_cross_entropy

EXTREME = 1000.0
"""e^1000 is far beyond float64: a softmax without a shift gives inf / inf."""


def _draw(rng: np.random.Generator, n: int, k: int) -> Args:
    return {"Z": normal(rng, n, k), "y": labels(rng, n, k)}


def _ordinary(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    args = _draw(rng, n, k) if k > 2 else _draw(rng, k, n)  # two classes are a case of their own
    if (args["y"] == args["y"][0]).all():
        # A second class: what a label does to the rows of others must show.
        args["y"][0] = (args["y"][0] + 1) % args["Z"].shape[1]
    return args


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, size(rng) + 1)


def _two_classes(rng: np.random.Generator) -> Args:
    return _draw(rng, size(rng) + 1, 2)


def _extreme(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    args = _draw(rng, n, k + 2)
    signs = np.where(rng.random(args["Z"].shape) < 0.5, -1.0, 1.0)
    # Two logits of the same size in each row, so that the answer is not made of zeros and ones alone.
    signs[:, :2] = 1.0
    # One row without a large logit: what is subtracted before exp must be that row's own.
    signs[0] = -1.0
    # Eighths are exact in float32 too, also beside a thousand: an honest answer in float32 keeps its digits.
    near = rng.integers(-16, 17, size=signs.shape) / 8
    return args | {"Z": EXTREME * signs + near}


def _loss(Z: Array, y: Array) -> Any:
    return softmax_cross_entropy(Z, y)


def _examples(Z: Array, y: Array) -> list[Callable[..., Any]]:
    n = len(Z)

    def row(i: int) -> Callable[..., Any]:
        return lambda Z, y: -log_softmax(Z[i])[y[i]] / n

    return [row(i) for i in range(n)]


def _one(make: Callable[[Array, Array], Array]) -> Callable[..., dict[str, Array]]:
    """A mistake as a function of the probabilities and the one-hot rows."""
    return lambda Z, y: {"dZ": make(softmax(Z), one_hot(y, Z.shape[1]))}


def _wrong_axis(Z: Array, y: Array) -> dict[str, Array]:
    return {"dZ": (softmax(Z.T).T - one_hot(y, Z.shape[1])) / len(Z)}


def _whole_batch(Z: Array, y: Array) -> dict[str, Array]:
    return {"dZ": (softmax(Z.ravel()).reshape(Z.shape) - one_hot(y, Z.shape[1])) / len(Z)}


def _no_softmax(Z: Array, y: Array) -> dict[str, Array]:
    return {"dZ": (Z - one_hot(y, Z.shape[1])) / len(Z)}


def _sigmoids(Z: Array, y: Array) -> dict[str, Array]:
    return {"dZ": (sigmoid(Z) - one_hot(y, Z.shape[1])) / len(Z)}


def _label_subtracted(Z: Array, y: Array) -> dict[str, Array]:
    return {"dZ": (softmax(Z) - y[:, None]) / len(Z)}


def _last_only(P: Array, Y: Array) -> Array:
    rows = np.zeros_like(P)
    rows[-1] = (P[-1] - Y[-1]) / len(P)
    return rows


MISTAKES = (
    Mistake("missing-mean", "dZ is not divided by the number of examples, but the loss is a mean over them.",
            _one(lambda P, Y: P - Y)),
    Mistake("sign-flipped", "dZ has the wrong sign everywhere.", _one(lambda P, Y: (Y - P) / len(P))),
    Mistake("mean-taken-twice", "dZ is divided by the number of examples twice.",
            _one(lambda P, Y: (P - Y) / len(P) ** 2)),
    Mistake("mean-over-entries", "dZ is divided by the number of entries; the mean is over the examples alone.",
            _one(lambda P, Y: (P - Y) / P.size)),
    Mistake("label-ignored", "The labels have no effect on dZ.", _one(lambda P, Y: P / len(P))),
    Mistake("labels-in-every-row", "Every row is changed at the labels of all rows; each row has one label of its "
            "own.",
            _one(lambda P, Y: (P - Y.max(axis=0)) / len(P))),
    Mistake("label-subtracted", "The number of the class is subtracted from the whole row; a label says which entry "
            "to change, not by how much.", _label_subtracted),
    Mistake("right-class-only", "Only the entry of the right class is filled; the other logits of the row move the "
            "loss as well.", _one(lambda P, Y: (P - 1) * Y / len(P))),
    Mistake("wrong-axis", "The softmax was taken down the columns; each row is one example.", _wrong_axis),
    Mistake("shared-over-batch", "The probabilities are shared out over the whole batch; each row is an example of "
            "its own.", _whole_batch),
    Mistake("softmax-missing", "The logits stand where the probabilities belong.", _no_softmax),
    Mistake("sigmoid-for-softmax", "Each logit went through a sigmoid of its own; the probabilities of a row share "
            "one sum.", _sigmoids),
    Mistake("at-the-probabilities", "This is the gradient at the probabilities; it still has to go back through the "
            "softmax.", _one(lambda P, Y: -Y / np.maximum(P, 1e-12) / len(P))),
    Mistake("all-zero", "dZ is zero everywhere: the gradient of the plain sum of the probabilities, which never "
            "changes.", _one(lambda P, Y: np.zeros_like(P))),
    Mistake("last-example-only", "Only the last row of dZ is filled.", _one(_last_only)),
)  # fmt: skip

SOFTMAX_CROSS_ENTROPY_GRAD = GradientExercise(
    id="softmax_cross_entropy_grad",
    lesson="07_backprop",
    title="Softmax with cross-entropy",
    points=4,
    signature=("Z", "y"),
    parts=("dZ",),
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a batch of one", _one_example, share=1, trials=2),
        Case("two classes", _two_classes, share=1, trials=2),
        Case("logits near ±1,000", _extreme, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.SOFTMAX),
    hints=hints.SOFTMAX_HINTS,
    withheld=ENGINE,
    shapes={"dZ": "(n, k), as Z"},
    loss=_loss,
    wrt={"dZ": "Z"},
    examples=_examples,
)
