"""`soft_threshold`: least squares with an L1 penalty, in closed form where the columns are at right angles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import ATOL, LESSON, RTOL, WITHHELD, normal
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, pulls: Array, lam: float) -> Args:
    """Orthogonal columns of lengths that differ, and a target whose pull on weight j, (x_j·y)/n, is ``pulls[j]``."""
    d = len(pulls)
    basis, _ = np.linalg.qr(normal(rng, n, n))
    # 1 is left out: there a curvature that is forgotten would not show.
    curvature = rng.permutation(np.concatenate([rng.uniform(0.4, 0.7, d - d // 2), rng.uniform(1.5, 2.5, d // 2)]))
    X = basis[:, :d] * np.sqrt(n * curvature)
    rest = basis[:, d:] @ normal(rng, n - d)
    return {"X": X, "y": X @ (pulls / curvature) + rest, "lam": lam}


def _pulls(rng: np.random.Generator, d: int, lam: float) -> Array:
    """Some beyond ``lam`` on either side, some within."""
    sizes = np.concatenate([rng.uniform(1.4, 3.0, d - 2), rng.uniform(0.3, 0.8, 2)])
    signs = np.resize([1.0, -1.0], d)
    return np.asarray(rng.permutation(lam * sizes * signs))


def _ordinary(rng: np.random.Generator) -> Args:
    d, lam = int(rng.integers(4, 6)), float(rng.uniform(0.3, 0.8))
    return _draw(rng, d + int(rng.integers(2, 5)), _pulls(rng, d, lam), lam)


def _no_penalty(rng: np.random.Generator) -> Args:
    return {**_ordinary(rng), "lam": 0.0}


def _all_zero(rng: np.random.Generator) -> Args:
    return {**_ordinary(rng), "lam": 5.0}


def _one_column(rng: np.random.Generator) -> Args:
    lam = float(rng.uniform(0.3, 0.8))
    return _draw(rng, int(rng.integers(3, 6)), np.array([-2.0 * lam]), lam)


def soft(v: Array, by: Any) -> Array:
    """v moved towards 0 by ``by``, and no further than 0."""
    return np.asarray(np.sign(v) * np.maximum(np.abs(v) - by, 0.0))


def _from(of: Callable[[Array, Array, float, int], Any]) -> Callable[..., dict[str, Any]]:
    """``of(pull, curvature, lam, n)`` with pull = Xᵀy/n and curvature = the columns' mean squares."""

    def make(X: Array, y: Array, lam: float) -> dict[str, Any]:
        n = len(X)
        return {"w": np.asarray(of(X.T @ y / n, (X**2).mean(axis=0), lam, n))}

    return make


MISTAKES = (
    Mistake("threshold-not-scaled", "The threshold is the same for every weight; it should be lower where the "
            "column is long.", _from(lambda c, h, lam, n: soft(c / h, lam))),
    Mistake("curvature-forgotten", "The pull of the data is taken for the weight itself; the column's length is not "
            "divided out.", _from(lambda c, h, lam, n: soft(c, lam))),
    Mistake("hard-threshold", "The weights that survive keep their full size; the penalty pulls on them too.",
            _from(lambda c, h, lam, n: np.where(np.abs(c) > lam, c / h, 0.0))),
    Mistake("beyond-zero", "Small weights come out on the other side of 0; the penalty stops pulling there.",
            _from(lambda c, h, lam, n: (c - lam * np.sign(c)) / h)),
    Mistake("negatives-lost", "Negative weights are always 0 in your answer.",
            _from(lambda c, h, lam, n: np.maximum(c - lam, 0.0) / h)),
    Mistake("negatives-away", "Negative weights come out longer than without a penalty; it pulls them towards 0.",
            _from(lambda c, h, lam, n: np.where(np.abs(c) > lam, (c - lam) / h, 0.0))),
    Mistake("signs-lost", "Every weight comes out positive.",
            _from(lambda c, h, lam, n: np.maximum(np.abs(c) - lam, 0.0) / h)),
    Mistake("ridge-instead", "The weights are shrunk by a factor, as an L2 penalty does; none of them is 0.",
            _from(lambda c, h, lam, n: c / (h + lam))),
    Mistake("missing-mean", "The penalty is weighed against a sum over the rows; the loss is a mean.",
            _from(lambda c, h, lam, n: soft(c, lam / n) / h)),
    Mistake("half-forgotten", "The threshold is half of what it should be: the loss carries a factor of one half.",
            _from(lambda c, h, lam, n: soft(c, lam / 2) / h)),
    Mistake("no-penalty", "This is the least-squares fit: the penalty has no effect.",
            _from(lambda c, h, lam, n: c / h)),
)  # fmt: skip

SOFT_THRESHOLD = ValueExercise(
    id="soft_threshold",
    lesson=LESSON,
    title="L1 in closed form",
    points=3,
    signature=("X", "y", "lam"),
    parts=("w",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("no penalty", _no_penalty, trials=1),
        Case("a penalty too large for all", _all_zero, trials=1),
        Case("one column", _one_column, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.THRESHOLD),
    hints=hints.THRESHOLD_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), one weight a column of X"},
    reference=_from(lambda c, h, lam, n: soft(c, lam) / h),
    rtol=RTOL,
    atol=ATOL,
)
