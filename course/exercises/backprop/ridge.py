"""`ridge_grads`: mean squared error with a penalty, two paths from w to the objective."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, normal, size, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _draw(rng: np.random.Generator, n: int, d: int) -> Args:
    return {
        "w": normal(rng, d),
        "b": float(normal(rng)),
        "X": normal(rng, n, d),
        "y": normal(rng, n),
        "lam": float(rng.uniform(0.3, 1.5)),
    }


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 2))


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, size(rng))


def _one_feature(rng: np.random.Generator) -> Args:
    return _draw(rng, size(rng), 1)


def _no_penalty(rng: np.random.Generator) -> Args:
    return _ordinary(rng) | {"lam": 0.0}


def _data(w: Array, b: Any, X: Array, y: Array, lam: float) -> Any:
    return np.mean((X @ w + b - y) ** 2)


def _penalty(w: Array, b: Any, X: Array, y: Array, lam: float) -> Any:
    return lam * (w @ w)


def _loss(w: Array, b: Any, X: Array, y: Array, lam: float) -> Any:
    return _data(w, b, X, y, lam) + _penalty(w, b, X, y, lam)


def _examples(w: Array, b: Any, X: Array, y: Array, lam: float) -> list[Callable[..., Any]]:
    n = len(X)

    def row(i: int) -> Callable[..., Any]:
        return lambda w, b, X, y, lam: ((X[i] @ w + b - y[i]) ** 2 + lam * (w @ w)) / n

    return [row(i) for i in range(n)]


def _grads(
    w: Array, b: Any, X: Array, y: Array, lam: float, *, data: float = 1.0, penalty: float = 1.0
) -> dict[str, Any]:
    """The gradient with its two terms scaled: what a student gets who loses a factor of one of them."""
    r = X @ w + b - y
    return {
        "dw": data * 2 * X.T @ r / len(y) + penalty * 2 * lam * w,
        "db": data * 2 * float(np.mean(r)),
    }


def _scaled(**scale: float) -> Callable[..., dict[str, Any]]:
    return lambda w, b, X, y, lam: _grads(w, b, X, y, lam, **scale)


def _sum_for_mean(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return _grads(w, b, X, y, lam, data=len(y))


def _mean_twice(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return _grads(w, b, X, y, lam, data=1 / len(y))


def _penalty_averaged(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return {"dw": _grads(w, b, X, y, lam, penalty=1 / len(y))["dw"]}


def _only(which: str, **scale: float) -> Callable[..., dict[str, Any]]:
    return lambda w, b, X, y, lam: {which: _grads(w, b, X, y, lam, **scale)[which]}


def _bias_penalised(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return {"db": _grads(w, b, X, y, lam)["db"] + 2 * lam * float(b)}


def _bias_unsummed(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return {"db": 2 * (X @ w + b - y) / len(y)}


def _bias_forgotten(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return _grads(w, 0.0, X, y, lam)


def _last_only(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return _grads(w, b, X[-1:], y[-1:], lam)


def _last_unfinished(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return _grads(w, b, X[-1:], y[-1:], lam, data=1 / len(y))


def _upstream_ignored(w: Array, b: Any, X: Array, y: Array, lam: float) -> dict[str, Any]:
    return {"dw": X.mean(axis=0) + 2 * lam * w, "db": 1.0}


MISTAKES = (
    Mistake("residual-sign", "The data term has the wrong sign: check which way round the residual is taken.",
            _scaled(data=-1)),
    Mistake("sign-flipped", "Both gradients have the wrong sign.", _scaled(data=-1, penalty=-1)),
    Mistake("missing-mean", "The data term is summed over the examples where the loss takes their mean.",
            _sum_for_mean),
    Mistake("mean-taken-twice", "The data term is divided by the number of examples twice.", _mean_twice),
    Mistake("missing-factor-2", "The slope of a square is missing its factor, in the data term and in the penalty.",
            _scaled(data=0.5, penalty=0.5)),
    Mistake("data-missing-factor-2", "The data term is half of what it should be: the slope of a square is missing "
            "its factor.", _scaled(data=0.5)),
    Mistake("penalty-missing-factor-2", "The penalty's part of dw is half of what it should be: the slope of a "
            "square is missing its factor.", _only("dw", penalty=0.5)),
    Mistake("penalty-forgotten", "The penalty's part of dw is missing.", _only("dw", penalty=0.0)),
    Mistake("penalty-sign", "The penalty's part of dw has the wrong sign.", _only("dw", penalty=-1.0)),
    Mistake("penalty-averaged", "The penalty was divided by the number of examples; it is outside the mean.",
            _penalty_averaged),
    Mistake("bias-penalised", "db holds a penalty on b, but only w is penalised.", _bias_penalised),
    Mistake("bias-not-summed", "db still has one entry an example; b is a single number, so db is one too.",
            _bias_unsummed),
    Mistake("bias-forgotten", "The residual was taken without b.", _bias_forgotten),
    Mistake("last-example-only", "The data term holds the last example alone.", _last_only),
    Mistake("last-example-overwrites", "The data term holds the last example's share alone: something is "
            "overwritten where it should be added up.", _last_unfinished),
    Mistake("upstream-ignored", "The residual is missing from the data term: its gradient does not depend on how "
            "far off the predictions are.", _upstream_ignored),
)  # fmt: skip

RIDGE_GRADS = GradientExercise(
    id="ridge_grads",
    lesson="07_backprop",
    title="Ridge regression",
    points=3,
    signature=("w", "b", "X", "y", "lam"),
    parts=("dw", "db"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one example", _one_example, share=1, trials=2),
        Case("one feature", _one_feature, share=1, trials=2),
        Case("no penalty (lam = 0)", _no_penalty, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.RIDGE),
    hints=hints.RIDGE_HINTS,
    withheld=ENGINE,
    shapes={"dw": "(d,), as w", "db": "a single number, as b"},
    loss=_loss,
    wrt={"dw": "w", "db": "b"},
    terms={"the data term": _data, "the penalty": _penalty},
    examples=_examples,
)
