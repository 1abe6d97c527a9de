"""`logistic_grad`: logistic regression with labels -1 and +1 and a penalty on the weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.activations import sigmoid, softplus
from course.exercises.backprop.draws import normal, size, sizes
from course.exercises.losses import hints
from course.exercises.losses.draws import ENGINE, EXTREME, signs
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.exercises.until import until

Weight = Callable[[Array, Array], Array]
"""From scores s = y z and labels y to what each row of X is multiplied by."""


def _draw(rng: np.random.Generator, n: int, d: int, lam: float) -> Args:
    return {"w": normal(rng, d), "X": normal(rng, n, d), "y": signs(rng, n), "lam": lam}


def _penalty(rng: np.random.Generator) -> float:
    return float(rng.uniform(0.1, 0.6))


def _ordinary(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    args = _draw(rng, n + 5, d, _penalty(rng))  # always more rows than columns
    # The first two rows lie on either side of the plane: a rule that looks at wrong rows alone then differs.
    for row, side in ((0, 1.0), (1, -1.0)):
        if args["y"][row] * (args["X"][row] @ args["w"]) * side < 0:
            args["X"][row] *= -1
    return args


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, size(rng), _penalty(rng))


def _no_penalty(rng: np.random.Generator) -> Args:
    return _ordinary(rng) | {"lam": 0.0}


def _far_out(rng: np.random.Generator) -> Args:
    """One row in its right place and one on the wrong side, both far out; the others as ever."""
    args = until(lambda: _ordinary(rng), lambda args: bool(np.abs(args["X"][:2] @ args["w"]).min() > 1))
    args["X"][:2] *= EXTREME
    return args


def _data(w: Array, X: Array, y: Array, lam: float) -> Any:
    return np.mean(softplus(-y * (X @ w)))


def _ridge(w: Array, X: Array, y: Array, lam: float) -> Any:
    return lam * (w @ w)


def _loss(w: Array, X: Array, y: Array, lam: float) -> Any:
    return _data(w, X, y, lam) + _ridge(w, X, y, lam)


def _examples(w: Array, X: Array, y: Array, lam: float) -> list[Callable[..., Any]]:
    n = len(X)

    def row(i: int) -> Callable[..., Any]:
        return lambda w, X, y, lam: (softplus(-y[i] * (X[i] @ w)) + lam * (w @ w)) / n

    return [row(i) for i in range(n)]


def _right(s: Array, y: Array) -> Array:
    return -y * sigmoid(-s)


def _mistake(
    weight: Weight = _right, *, data: Callable[[int], float] = lambda n: 1.0,
    penalty: Callable[[int], float] = lambda n: 2.0
) -> Callable[..., dict[str, Array]]:  # fmt: skip
    """The gradient with the rows weighted otherwise, or with a factor on one of its two terms."""

    def make(w: Array, X: Array, y: Array, lam: float) -> dict[str, Array]:
        n = len(X)
        return {"dw": data(n) * weight(y * (X @ w), y) @ X / n + penalty(n) * lam * w}

    return make


def _overflowing(s: Array, y: Array) -> Array:
    powers = np.exp(-s)
    return -y * powers / (1.0 + powers)


def _last_row(s: Array, y: Array) -> Array:
    weights = _right(s, y)
    weights[:-1] = 0.0
    return weights


MISTAKES = (
    Mistake("overflow", "Right on ordinary rows; on a row that is wrong by far, infinity is divided by infinity.",
            _mistake(_overflowing)),
    Mistake("labels-as-0-and-1", "The rows are weighted as for labels 0 and 1; here they are -1 and +1.",
            _mistake(lambda s, y: sigmoid(s * y) - y)),
    Mistake("right-rows-weighted", "The rows that are clearly right count most; it should be those that are wrong.",
            _mistake(lambda s, y: -y * sigmoid(s))),
    Mistake("data-sign", "The data term has the wrong sign: its step would make every score worse.",
            _mistake(data=lambda n: -1.0)),
    Mistake("sign-flipped", "The whole gradient has the wrong sign.",
            _mistake(data=lambda n: -1.0, penalty=lambda n: -2.0)),
    Mistake("missing-mean", "The data term is summed over the examples where the loss takes their mean.",
            _mistake(data=float)),
    Mistake("mean-taken-twice", "The data term is divided by the number of examples twice.",
            _mistake(data=lambda n: 1.0 / n)),
    Mistake("label-missing-in-score", "The size of a row's share is taken from its score without the label.",
            _mistake(lambda s, y: -y * sigmoid(-s * y))),
    Mistake("label-missing-outside", "Every row pulls in the direction of its own x, whatever its label.",
            _mistake(lambda s, y: -sigmoid(-s))),
    Mistake("slope-of-the-sigmoid", "The slope of the sigmoid stands where the slope of the loss belongs.",
            _mistake(lambda s, y: -y * sigmoid(s) * sigmoid(-s))),
    Mistake("loss-for-slope", "Each row is weighted by its loss; it should be weighted by the loss's slope.",
            _mistake(lambda s, y: -y * softplus(-s))),
    Mistake("perceptron", "Only rows on the wrong side count, and all alike: that is the perceptron's loss.",
            _mistake(lambda s, y: -y * (s <= 0))),
    Mistake("penalty-missing-factor-2", "The penalty's part is half of what it should be.",
            _mistake(penalty=lambda n: 1.0)),
    Mistake("penalty-forgotten", "The penalty's part is missing.", _mistake(penalty=lambda n: 0.0)),
    Mistake("penalty-sign", "The penalty's part has the wrong sign.", _mistake(penalty=lambda n: -2.0)),
    Mistake("penalty-averaged", "The penalty is divided by the number of examples; it stands outside the mean.",
            _mistake(penalty=lambda n: 2.0 / n)),
    Mistake("last-example-only", "Of the data term only the last example's share is there.", _mistake(_last_row)),
)  # fmt: skip

LOGISTIC_GRAD = GradientExercise(
    id="logistic_grad",
    lesson="03_losses",
    title="Logistic regression",
    points=4,
    signature=("w", "X", "y", "lam"),
    parts=("dw",),
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one example", _one_example, trials=2),
        Case("no penalty (lam = 0)", _no_penalty, trials=2),
        Case("two rows far out", _far_out, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.LOGISTIC_SLOPE),
    hints=hints.LOGISTIC_SLOPE_HINTS,
    withheld=ENGINE,
    shapes={"dw": "(d,), as w"},
    loss=_loss,
    wrt={"dw": "w"},
    terms={"the data term": _data, "the penalty": _ridge},
    examples=_examples,
)
