"""`minibatch_gradient`: the gradient of a mean over some of the examples, for a loss that outliers cannot pull."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.exercises.descent import hints
from course.exercises.descent.draws import LESSON, WITHHELD, normal
from course.exercises.pointed import pointed
from course.exercises.single import keeps_digits
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.exercises.until import until

Rows = NDArray[np.int64]


def _draw(rng: np.random.Generator, n: int, d: int, m: int) -> Args:
    """``m`` of ``n`` rows in random order: never the first m, never only the last."""
    S = until(lambda: rng.permutation(n)[:m], lambda S: m == n or set(S.tolist()) not in _ends(n, m))

    def draw() -> Args:
        w, b, X, y = normal(rng, d), float(normal(rng)), normal(rng, n, d), 2 * normal(rng, n)
        return {"w": w, "b": b, "X": X, "y": y, "S": S}

    return until(draw, lambda args: keeps_digits(_in_batch(lambda m, n: 1.0), args))


def _ends(n: int, m: int) -> list[set[int]]:
    return [set(range(m)), set(range(n - m, n))]


def _ordinary(rng: np.random.Generator) -> Args:
    n = int(rng.integers(6, 10))
    return _draw(rng, n, int(rng.integers(2, 5)), int(rng.integers(2, n // 2 + 1)))


def _one_of_them(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(5, 8)), int(rng.integers(2, 5)), 1)


def _all_of_them(rng: np.random.Generator) -> Args:
    n = int(rng.integers(4, 8))
    return _draw(rng, n, 3, n)


def _one_feature(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(6, 9)), 1, 3)


def _loss(w: Array, b: Any, X: Array, y: Array, S: Rows) -> Any:
    return np.mean(np.log(np.cosh(X[S] @ w + b - y[S])))


def _examples(w: Array, b: Any, X: Array, y: Array, S: Rows) -> list[Callable[..., Any]]:
    def of(i: int) -> Callable[..., Any]:
        return lambda w, b, X, y, S: np.log(np.cosh(X[i] @ w + b - y[i])) / len(S)

    return [of(int(i)) for i in S]


def _grads(
    w: Array, b: Any, X: Array, y: Array, *, slope: Callable[[Array], Array] = np.tanh, scale: float = 1.0
) -> dict[str, Any]:
    """The gradient of the mean over all rows given, with another slope of the loss or another factor."""
    s = scale * slope(X @ w + b - y) / len(y)
    return {"dw": X.T @ s, "db": float(s.sum())}


def _in_batch(factor: Callable[[int, int], float], **how: Any) -> Callable[..., dict[str, Any]]:
    """The right gradient times ``factor(m, n)``."""
    return lambda w, b, X, y, S: _grads(w, b, X[S], y[S], scale=factor(len(S), len(y)), **how)


def _over(rows: Callable[[Rows, int], Any]) -> Callable[..., dict[str, Any]]:
    """The gradient over other rows than those asked for."""

    def make(w: Array, b: Any, X: Array, y: Array, S: Rows) -> dict[str, Any]:
        taken = rows(S, len(y))
        return _grads(w, b, X[taken], y[taken])

    return make


def _once(m: int, n: int) -> float:
    return 1.0


def _ones(r: Array) -> Array:
    return np.ones_like(r)


def _log_cosh(r: Array) -> Array:
    return np.asarray(np.log(np.cosh(r)))


def _bias_unused(w: Array, b: Any, X: Array, y: Array, S: Rows) -> dict[str, Any]:
    return _grads(w, 0.0, X[S], y[S])


def _bias_summed(w: Array, b: Any, X: Array, y: Array, S: Rows) -> dict[str, Any]:
    return {"db": len(S) * _grads(w, b, X[S], y[S])["db"]}


def _bias_unsummed(w: Array, b: Any, X: Array, y: Array, S: Rows) -> dict[str, Any]:
    return {"db": np.tanh(X[S] @ w + b - y[S]) / len(S)}


def _shifted(S: Rows, n: int) -> Rows:
    return S - 1


MISTAKES = (
    Mistake("divided-by-n", "You divide by the number of all examples; the mean is over those in S.",
            _in_batch(lambda m, n: m / n)),
    Mistake("missing-mean", "The slopes of the examples in S are added up; the loss is their mean.",
            _in_batch(lambda m, n: float(m))),
    Mistake("mean-taken-twice", "You divide by the size of S twice.", _in_batch(lambda m, n: 1 / m)),
    Mistake("sign-flipped", "Both gradients have the wrong sign.", _in_batch(lambda m, n: -1.0)),
    Mistake("all-examples", "Your gradient is that of all examples: S is not used.",
            _over(lambda S, n: np.arange(n))),
    Mistake("first-rows", "You take the first rows of X, as many as S has; S says which ones to take.",
            _over(lambda S, n: np.arange(len(S)))),
    Mistake("rows-left-out", "You take the examples that are not in S.",
            _over(lambda S, n: np.setdiff1d(np.arange(n), S))),
    Mistake("counted-from-1", "You take the row before each one that S names: S counts from 0, as NumPy does.",
            _over(_shifted)),
    Mistake("last-example-only", "The gradient holds the last example of S alone.", _over(lambda S, n: S[-1:])),
    Mistake("first-example-only", "The gradient holds the first example of S alone.", _over(lambda S, n: S[:1])),
    Mistake("least-squares-slope", "This is the gradient of the squared error; the loss asked for is another.",
            _in_batch(_once, slope=lambda r: 2 * r)),
    Mistake("half-square-slope", "This is the gradient of half the squared error; the loss asked for is another.",
            _in_batch(_once, slope=lambda r: r)),
    Mistake("loss-for-slope", "You weigh each row by its loss, where the slope of its loss belongs.",
            _in_batch(_once, slope=_log_cosh)),
    Mistake("upstream-ignored", "The result does not depend on how far off the predictions are.",
            _in_batch(_once, slope=_ones)),
    Mistake("bias-unused", "The predictions were made without b.", _bias_unused),
    Mistake("bias-not-averaged", "db adds the examples up; the loss is their mean.", _bias_summed),
    Mistake("bias-not-summed", "db still has one entry an example; b is one number, so db is one too.",
            _bias_unsummed),
)  # fmt: skip

MINIBATCH_GRADIENT = GradientExercise(
    id="minibatch_gradient",
    lesson=LESSON,
    title="The gradient of a minibatch",
    points=4,
    signature=("w", "b", "X", "y", "S"),
    parts=("dw", "db"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a minibatch of one", _one_of_them, trials=2),
        Case("all examples in the minibatch", _all_of_them, trials=2),
        Case("one feature", _one_feature, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.MINIBATCH),
    hints=hints.MINIBATCH_HINTS,
    withheld=WITHHELD,
    shapes={"dw": "(d,), as w", "db": "one number, as b"},
    loss=_loss,
    wrt={"dw": "w", "db": "b"},
    examples=_examples,
)
