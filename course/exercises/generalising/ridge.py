"""`ridge_shrinkage`: how much of each direction a penalty leaves, and how many parameters that amounts to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import LESSON, RTOL, WITHHELD, normal
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, d: int, lam: float) -> Args:
    return {"X": normal(rng, n, d) * rng.uniform(0.6, 1.8, d), "lam": lam}


def _ordinary(rng: np.random.Generator) -> Args:
    d = int(rng.integers(2, 5))
    return _draw(rng, d + int(rng.integers(3, 7)), d, float(rng.uniform(0.3, 1.5)))


def _no_penalty(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(7, 10)), 3, 0.0)


def _more_features_than_rows(rng: np.random.Generator) -> Args:
    return _draw(rng, 3, int(rng.integers(5, 7)), float(rng.uniform(0.3, 1.5)))


def _spreads(X: Array) -> Array:
    """The eigenvalues of XᵀX/n, rising; none below 0."""
    return np.asarray(np.maximum(np.linalg.eigvalsh(X.T @ X / len(X)), 0.0))


def _made(factors: Callable[[Array, float, int], Array]) -> Callable[..., dict[str, Any]]:
    """What ``factors(spreads, lam, n)`` gives, and its sum."""

    def make(X: Array, lam: float) -> dict[str, Any]:
        kept = np.asarray(factors(_spreads(X), lam, len(X)))
        return {"factors": kept, "effective": float(kept.sum())}

    return make


def _share(a: Array, b: Any) -> Array:
    return np.asarray(np.divide(a, a + b, out=np.ones_like(a), where=a + b > 0))


def _alone(effective: Callable[[Array], float]) -> Callable[..., dict[str, Any]]:
    """Right factors, another count made of them."""
    return lambda X, lam: {"effective": effective(_share(_spreads(X), lam))}


MISTAKES = (
    Mistake("missing-mean", "The curvature of your loss is that of a sum over the rows; it is a mean.",
            _made(lambda s, lam, n: _share(n * s, lam))),
    Mistake("penalty-halved", "The penalty counts half in your factors: it carries no one half here.",
            _made(lambda s, lam, n: _share(2 * s, lam))),
    Mistake("penalty-doubled", "The penalty counts double in your factors: both terms of the loss gain a 2 when "
            "they are differentiated twice.", _made(lambda s, lam, n: _share(s, 2 * lam))),
    Mistake("what-is-lost", "These are the shares that the penalty takes away, not those that stay.",
            _made(lambda s, lam, n: 1 - _share(s, lam))),
    Mistake("stretch-not-squared", "Singular values stand where the eigenvalues of the squared matrix belong.",
            _made(lambda s, lam, n: _share(np.sqrt(s), lam))),
    Mistake("penalty-squared", "The penalty's weight enters squared.", _made(lambda s, lam, n: _share(s, lam**2))),
    Mistake("falling-order", "The factors stand in falling order; they are asked for rising.",
            lambda X, lam: {"factors": _share(_spreads(X), lam)[::-1].copy()}),
    Mistake("all-counted", "You count every direction in full, whatever was taken from it.",
            _alone(lambda kept: float(len(kept)))),
    Mistake("mean-for-sum", "The number of effective parameters is averaged over the directions, not added up.",
            _alone(lambda kept: float(kept.mean()))),
)  # fmt: skip

RIDGE_SHRINKAGE = ValueExercise(
    id="ridge_shrinkage",
    lesson=LESSON,
    title="What a penalty leaves of each direction",
    points=3,
    signature=("X", "lam"),
    parts=("factors", "effective"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("no penalty", _no_penalty, trials=2),
        Case("more features than rows", _more_features_than_rows, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.RIDGE),
    hints=hints.RIDGE_HINTS,
    withheld=WITHHELD,
    shapes={"factors": "(d,)", "effective": "one number"},
    reference=_made(lambda s, lam, n: _share(s, lam)),
    rtol=RTOL,
    atol=1e-6,
)
