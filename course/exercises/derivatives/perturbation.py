"""`jacobian_by_perturbation`: nudge one input at a time and write down how all outputs move."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, p: int, low: float = 0.1, high: float = 0.5) -> Args:
    nudge = float(rng.uniform(low, high) * rng.choice([-1.0, 1.0]))
    return {"M": normal(rng, n, p), "c": normal(rng, n), "a": normal(rng, p), "delta": nudge}


def _ordinary(rng: np.random.Generator) -> Args:
    n, p = sizes(rng, 2)
    return _draw(rng, n, p)


def _one_output(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, sizes(rng, 1)[0])


def _one_input(rng: np.random.Generator) -> Args:
    return _draw(rng, sizes(rng, 1)[0], 1)


def _small(rng: np.random.Generator) -> Args:
    n, p = sizes(rng, 2)
    return _draw(rng, n, p, low=1e-4, high=1e-3)


def g(M: Array, c: Array, a: Array) -> Array:
    """tanh(M a + c), entry by entry: (n,) from a (p,)."""
    return np.tanh(M @ a + c)


def by_nudges(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
    """Column j: how much each output moves, per unit, when a_j moves by ``delta``."""
    columns = [(g(M, c, a + delta * e) - g(M, c, a)) / delta for e in np.eye(len(a))]
    return {"J": np.stack(columns, axis=1)}


def _scaled(factor: Callable[[float], float]) -> Callable[..., dict[str, Array]]:
    def make(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
        return {"J": factor(delta) * by_nudges(M, c, a, delta)["J"]}

    return make


def _transposed(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
    return {"J": by_nudges(M, c, a, delta)["J"].T}


def _all_at_once(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
    column = (g(M, c, a + delta) - g(M, c, a)) / delta
    return {"J": np.repeat(column[:, None], len(a), axis=1)}


def _never_put_back(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
    moved, columns = a.copy(), []
    for j in range(len(a)):
        moved[j] += delta
        columns.append((g(M, c, moved) - g(M, c, a)) / delta)
    return {"J": np.stack(columns, axis=1)}


def _both_sides(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
    return {"J": (by_nudges(M, c, a, delta)["J"] + by_nudges(M, c, a, -delta)["J"]) / 2}


def _the_formula(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
    return {"J": (1 - g(M, c, a) ** 2)[:, None] * M}


def _tanh_missing(M: Array, c: Array, a: Array, delta: float) -> dict[str, Array]:
    return {"J": M.copy()}


MISTAKES = (
    Mistake("transposed", "J is transposed: it has a row for each output and a column for each input.", _transposed),
    Mistake("all-at-once", "Every column of J is the same: all inputs were nudged together, and not one at a time.",
            _all_at_once),
    Mistake("nudge-not-taken-back", "From the second column on, earlier inputs are still nudged: each column must "
            "start from a itself.", _never_put_back),
    Mistake("not-divided", "J holds how far the outputs moved; it should hold how far per unit of the nudge.",
            _scaled(lambda delta: delta)),
    Mistake("sign-flipped", "J has the wrong sign: it is after the nudge minus before.",
            _scaled(lambda delta: -1.0)),
    Mistake("both-sides", "These are central differences; the exercise asks for one nudge, by +delta.", _both_sides),
    Mistake("the-limit", "This is the exact Jacobian, for a nudge that shrinks to 0; delta is not that small.",
            _the_formula),
    Mistake("tanh-missing", "J is M: that is the Jacobian of the affine part, before the tanh.", _tanh_missing),
)  # fmt: skip

JACOBIAN_BY_PERTURBATION = ValueExercise(
    id="jacobian_by_perturbation",
    lesson=LESSON,
    title="A Jacobian, one nudge a column",
    points=2,
    signature=("M", "c", "a", "delta"),
    parts=("J",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("one output", _one_output, share=1, trials=2),
        Case("one input", _one_input, share=1, trials=2),
        Case("a small nudge", _small, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.PERTURBATION),
    hints=hints.PERTURBATION_HINTS,
    withheld=WITHHELD,
    shapes={"J": "(n, p): a row for each output"},
    reference=by_nudges,
)
