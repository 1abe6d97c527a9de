"""`affine_rows`: an affine map of two inputs, for all rows at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.backprop.draws import normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.start import hints
from course.exercises.start.withheld import WITHHELD

Map = Callable[[Array, Array, Array, Array, Array], Array]


def _draw(rng: np.random.Generator, n: int, d: int, e: int, out: int) -> Args:
    return {
        "X": normal(rng, n, d),
        "U": normal(rng, n, e),
        "W": normal(rng, out, d),
        "V": normal(rng, out, e),
        "b": normal(rng, out),
    }


def _ordinary(rng: np.random.Generator) -> Args:
    n, d, e, out = sizes(rng, 4)
    return _draw(rng, n, d, e, out)


def _one_row(rng: np.random.Generator) -> Args:
    d, e, out = sizes(rng, 3)
    return _draw(rng, 1, d, e, out)


def _one_output(rng: np.random.Generator) -> Args:
    n, d, e = sizes(rng, 3)
    return _draw(rng, n, d, e, 1)


def _square(rng: np.random.Generator) -> Args:
    return _draw(rng, 3, 3, 3, 3)


def _answer(make: Map) -> Callable[..., dict[str, Array]]:
    return lambda X, U, W, V, b: {"Z": make(X, U, W, V, b)}


MISTAKES = (
    Mistake("bias-forgotten", "The bias is missing.", _answer(lambda X, U, W, V, b: X @ W.T + U @ V.T)),
    Mistake("bias-twice", "The bias is added twice, once with each input.",
            _answer(lambda X, U, W, V, b: X @ W.T + U @ V.T + 2 * b)),
    Mistake("bias-subtracted", "The bias comes in with the wrong sign.",
            _answer(lambda X, U, W, V, b: X @ W.T + U @ V.T - b)),
    Mistake("second-input-forgotten", "The second input has no part in it.",
            _answer(lambda X, U, W, V, b: X @ W.T + b)),
    Mistake("first-row-for-all", "Every row uses the first row of the second input.",
            _answer(lambda X, U, W, V, b: X @ W.T + V @ U[0] + b)),
    Mistake("transposed", "The examples stand in columns; in this course they are rows.",
            _answer(lambda X, U, W, V, b: (X @ W.T + U @ V.T + b).T)),
)  # fmt: skip

AFFINE_ROWS = ValueExercise(
    id="affine_rows",
    lesson="00_start",
    title="An affine map of two inputs",
    points=2,
    signature=("X", "U", "W", "V", "b"),
    parts=("Z",),
    cases=(
        Case("ordinary inputs", _ordinary, share=3),
        Case("a single row", _one_row, trials=2),
        Case("a single output", _one_output, trials=2),
        Case("all sizes equal", _square, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.AFFINE),
    hints=hints.AFFINE_HINTS,
    withheld=WITHHELD,
    shapes={"Z": "(n, out)"},
    reference=_answer(lambda X, U, W, V, b: np.hstack([X, U]) @ np.hstack([W, V]).T + b),
    rtol=1e-5,
    atol=1e-6,
)
