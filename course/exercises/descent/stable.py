"""`largest_stable_step`: where gradient descent on ridge regression begins to diverge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.descent import hints
from course.exercises.descent.draws import ATOL, LESSON, RTOL, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, d: int) -> Args:
    return {"X": normal(rng, n, d), "lam": float(rng.uniform(0.2, 1.0))}


def _tall(rng: np.random.Generator) -> Args:
    d, n = sorted(sizes(rng, 2, 2, 7))
    return _draw(rng, n, d)


def _wide(rng: np.random.Generator) -> Args:
    n, d = sorted(sizes(rng, 2, 2, 7))
    return _draw(rng, n, d)


def _no_penalty(rng: np.random.Generator) -> Args:
    return _tall(rng) | {"lam": 0.0}


def _one_feature(rng: np.random.Generator) -> Args:
    return _draw(rng, sizes(rng, 1)[0], 1)


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, sizes(rng, 1)[0])


def curvatures(X: Array, lam: float, *, data: float = 2.0, penalty: float = 2.0) -> Array:
    """The eigenvalues (d,), rising, of (data/n) XᵀX + penalty·lam·I; with 2 and 2, of the loss's Hessian."""
    return np.asarray(np.linalg.eigvalsh(data / len(X) * X.T @ X) + penalty * lam)


def _of(measure: Callable[[Array], Any], **scale: float) -> Callable[..., dict[str, Any]]:
    """2 over ``measure`` of the curvatures, these with their two terms scaled."""

    def make(X: Array, lam: float) -> dict[str, Any]:
        return {"alpha": float(2 / measure(curvatures(X, lam, **scale)))}

    return make


def _summed(X: Array, lam: float) -> dict[str, Any]:
    return {"alpha": float(2 / curvatures(len(X) ** 0.5 * X, lam)[-1])}


def _penalty_averaged(X: Array, lam: float) -> dict[str, Any]:
    return {"alpha": float(2 / curvatures(X, lam / len(X))[-1])}


def _penalty_everywhere(X: Array, lam: float) -> dict[str, Any]:
    return {"alpha": float(2 / np.linalg.eigvalsh(2 / len(X) * X.T @ X + 2 * lam)[-1])}


def _stretch(X: Array, lam: float) -> dict[str, Any]:
    return {"alpha": float(2 / (2 / len(X) * np.linalg.norm(X, 2) + 2 * lam))}


MISTAKES = (
    Mistake("one-over", "Your step is half the largest: it lands in the lowest point of the steepest direction at "
            "once, and a longer one still converges.", lambda X, lam: {"alpha": 1 / float(curvatures(X, lam)[-1])}),
    Mistake("flattest-direction", "You take the direction of least curvature; the one that breaks out first is the "
            "steepest.", _of(lambda c: c[0])),
    Mistake("average-curvature", "You take an average of the curvatures; one steep direction is enough to diverge.",
            _of(np.mean)),
    Mistake("curvatures-added", "You add up the curvatures of all directions; each direction goes by itself.",
            _of(np.sum)),
    Mistake("penalty-forgotten", "The penalty is missing: it makes every direction steeper.",
            _of(lambda c: c[-1], penalty=0.0)),
    Mistake("penalty-halved", "The penalty's part of the curvature is half of what it should be: differentiate it "
            "twice.", _of(lambda c: c[-1], penalty=1.0)),
    Mistake("factor-2-missing", "Your curvature is half of what it should be: each term of the loss is a square, "
            "and its factor is missing.", _of(lambda c: c[-1], data=1.0, penalty=1.0)),
    Mistake("data-factor-2-missing", "The data term's part of the curvature is half of what it should be: the "
            "factor of the square is missing.", _of(lambda c: c[-1], data=1.0)),
    Mistake("missing-mean", "The data term is summed over the examples where the loss takes their mean.", _summed),
    Mistake("penalty-averaged", "The penalty is divided by the number of examples; it stands outside the mean.",
            _penalty_averaged),
    Mistake("penalty-everywhere", "The penalty is added to every entry of the Hessian, but it ties no two weights "
            "together.", _penalty_everywhere),
    Mistake("stretch-not-squared", "You use how far X stretches a vector; in the loss that is squared.", _stretch),
    Mistake("curvature-returned", "You return the largest curvature itself, not a step size.",
            lambda X, lam: {"alpha": float(curvatures(X, lam)[-1])}),
)  # fmt: skip

LARGEST_STABLE_STEP = ValueExercise(
    id="largest_stable_step",
    lesson=LESSON,
    title="The largest step that still converges",
    points=3,
    signature=("X", "lam"),
    parts=("alpha",),
    cases=(
        Case("ordinary inputs", (_tall, _wide), share=5, trials=4),
        Case("no penalty (lam = 0)", _no_penalty, trials=2),
        Case("one feature", _one_feature, trials=2),
        Case("one example", _one_example, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.STABLE),
    hints=hints.STABLE_HINTS,
    withheld=WITHHELD,
    shapes={"alpha": "one number"},
    reference=_of(lambda c: c[-1]),
    rtol=RTOL,
    atol=ATOL,
)
