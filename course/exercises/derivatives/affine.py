"""`affine_jacobians`: the shapes of b = M a + c show that c is a vector. One slide says that it is a number."""

from __future__ import annotations

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, p: int) -> Args:
    return {"M": normal(rng, n, p), "c": normal(rng, n)}


def _ordinary(rng: np.random.Generator) -> Args:
    n, p = sizes(rng, 2)
    return _draw(rng, n, p)


def _one_input(rng: np.random.Generator) -> Args:
    return _draw(rng, sizes(rng, 1)[0], 1)


def _right(M: Array, c: Array) -> dict[str, Array]:
    return {"db_da": M.copy(), "db_dc": np.eye(len(c))}


def _one_number(M: Array, c: Array) -> dict[str, Array]:
    return {"db_dc": np.ones((len(c), 1))}


def _a_vector_of_ones(M: Array, c: Array) -> dict[str, Array]:
    return {"db_dc": np.ones(len(c))}


def _every_output(M: Array, c: Array) -> dict[str, Array]:
    return {"db_dc": np.ones((len(c), len(c)))}


def _inputs_counted(M: Array, c: Array) -> dict[str, Array]:
    return {"db_dc": np.eye(M.shape[1])}


def _values_of_c(M: Array, c: Array) -> dict[str, Array]:
    return {"db_dc": np.diag(c)}


def _no_slope(M: Array, c: Array) -> dict[str, Array]:
    return {"db_dc": np.zeros((len(c), len(c)))}


def _transposed(M: Array, c: Array) -> dict[str, Array]:
    return {"db_da": M.T.copy()}


def _constant_kept(M: Array, c: Array) -> dict[str, Array]:
    return {"db_da": M + c[:, None]}


MISTAKES = (
    Mistake("the-slide", "db_dc has one column, as if c were a single number that moves every output.", _one_number),
    Mistake("slopes-as-a-vector", "db_dc is a vector: a Jacobian has a row for each output and a column for each "
            "input, here each entry of c.", _a_vector_of_ones),
    Mistake("every-output-moved", "db_dc is full of ones, as if each entry of c moved every output.", _every_output),
    Mistake("inputs-counted", "db_dc has the number of entries of a for its size; it is about c.", _inputs_counted),
    Mistake("value-for-slope", "db_dc holds the values of c: a slope does not ask where c stands.", _values_of_c),
    Mistake("constant-for-c", "db_dc is 0, as if c could not move: here c is what is nudged.", _no_slope),
    Mistake("transposed", "db_da is transposed: it has a row for each output and a column for each input.",
            _transposed),
    Mistake("constant-kept", "db_da has c in it, but c stays where it is when a is nudged.", _constant_kept),
)  # fmt: skip

AFFINE_JACOBIANS = ValueExercise(
    id="affine_jacobians",
    lesson=LESSON,
    title="The slide says: c is a number",
    points=2,
    signature=("M", "c"),
    parts=("db_da", "db_dc"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("one input", _one_input, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.AFFINE),
    hints=hints.AFFINE_HINTS,
    withheld=WITHHELD,
    shapes={"db_da": "a row for each output, a column for each entry of a",
            "db_dc": "a row for each output, a column for each entry of c"},
    reference=_right,
)  # fmt: skip
