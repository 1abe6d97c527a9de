"""What every published protocol works on: one point, central differences of the loss there, and one answer.

A protocol differs from another in four ways: what it differentiates (the plain sum of the outputs, or a random
combination of them), in which precision, with which step, and what it calls agreement. `Protocol` holds these four
and nothing else, so that a table of them compares the protocols and not the code around them.

The inputs are the exercises' own, of order 1, as those of the projects' layer tests are. All are read with charity:
an answer of the wrong form, or one that raises, counts as noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.answers import plain
from course.errors import AnswerError
from course.exercises.spec import Args, GradientExercise
from course.grading.expected import get, replaced
from course.grading.forms import split
from course.grading.results import Diagnosis

Array = NDArray[Any]
Pair = tuple[Array, Array]
"""The answer's gradient of one variable and the numeric one, of one shape; flat where only entries were sampled."""
Agree = Callable[[list[Pair]], bool]


@dataclass(frozen=True)
class Point:
    """Where an answer is tested: the arguments that it gets, and what the differences say there."""

    args: Args
    numeric: dict[str, Array]
    entries: dict[str, Array | None]
    """Part to the flat indices that are compared; None for all of them."""


@dataclass(frozen=True)
class Protocol:
    """One way to decide whether a gradient is right."""

    name: str
    agree: Agree
    step: float
    plain_sum: bool = False
    """True where the outputs are summed: then an upstream argument is set to ones. Else it stays as it was drawn."""
    dtype: type[np.floating[Any]] = np.float64
    entries: int | None = None
    """How many entries of each variable are compared, drawn at random; None for all."""

    def point(self, exercise: GradientExercise, args: Args, rng: np.random.Generator) -> Point:
        """The numeric side, which does not depend on the answer."""
        args = cast(args, self.dtype)
        upstream = upstream_of(exercise, args) if self.plain_sum else None
        if upstream is not None:
            args = {**args, upstream: np.ones_like(args[upstream])}
        sizes = {part: np.size(get(args, path)) for part, path in exercise.wrt.items()}
        chosen = {part: None if self.entries is None else rng.integers(0, size, self.entries)
                  for part, size in sizes.items()}  # fmt: skip
        numeric = {
            part: central(exercise, args, part, self.step, self.dtype, chosen[part]) for part in exercise.parts
        }
        return Point(args, numeric, chosen)

    def judges(self, exercise: GradientExercise, point: Point, answer: Callable[..., Any]) -> bool:
        """Whether the answer passes at this point."""
        parts = answered(exercise, point.args, answer)
        if parts is None:
            return False
        pairs: list[Pair] = []
        for part, numeric in point.numeric.items():
            if parts[part].shape != np.shape(get(point.args, exercise.wrt[part])):
                return False
            chosen = point.entries[part]
            pairs.append((parts[part] if chosen is None else parts[part].ravel()[chosen], numeric))
        with np.errstate(all="ignore"):
            return self.agree(pairs)

    def accepts(
        self, exercise: GradientExercise, args: Args, answer: Callable[..., Any], rng: np.random.Generator
    ) -> bool:
        """Whether the protocol calls ``answer`` right on ``args``."""
        return self.judges(exercise, self.point(exercise, args, rng), answer)

    @cached_property
    def label(self) -> str:
        """The name with its settings, as a table's row is headed."""
        return f"{self.name}: {'sum' if self.plain_sum else 'random cotangent'}, h = {self.step:g}"


def cast(value: Any, dtype: type[np.floating[Any]]) -> Any:
    """A copy of plain arguments with all real numbers in arrays of one precision."""
    if isinstance(value, dict):
        return {name: cast(entry, dtype) for name, entry in value.items()}
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    if isinstance(value, float) and dtype is not np.float64:
        return dtype(value)
    return plain(value)


def upstream_of(exercise: GradientExercise, args: Args) -> str | None:
    """The name of the upstream argument, if there is one: named as a gradient, and the loss is linear in it."""
    for name, value in args.items():
        named = name[:1] == "d" and name[1:2].isupper()
        if named and name not in exercise.wrt.values() and isinstance(value, np.ndarray):
            once, twice = (float(exercise.loss(**{**args, name: c * value})) for c in (1, 2))
            if np.isclose(twice, 2 * once, rtol=1e-3):
                return name
    return None


def central(
    exercise: GradientExercise,
    args: Args,
    part: str,
    step: float,
    dtype: type[np.floating[Any]],
    chosen: Array | None,
) -> Array:
    """(f(x + h) - f(x - h)) / 2h for every entry of one variable, or for those at the ``chosen`` flat indices."""
    path = exercise.wrt[part]
    point = np.asarray(get(args, path), dtype=dtype)

    def value(index: int, by: float) -> Any:
        moved = point.copy()
        moved.flat[index] += dtype(by)
        return dtype(exercise.loss(**replaced(args, path, moved if moved.ndim else moved[()])))

    indices: Iterable[Any] = range(point.size) if chosen is None else chosen
    with np.errstate(all="ignore"):
        slopes = [float(value(i, step) - value(i, -step)) / (2 * step) for i in map(int, indices)]
    found = np.array(slopes, dtype=np.float64)
    return found.reshape(point.shape) if chosen is None else found


def answered(exercise: GradientExercise, args: Args, answer: Callable[..., Any]) -> dict[str, Array] | None:
    """The gradients that the answer gives, as float64 arrays, or None if it gives none that could be compared."""
    try:
        with np.errstate(all="ignore"):
            parts = split(exercise, plain(answer(*plain(args).values())))
        if isinstance(parts, Diagnosis):
            return None
        return {part: np.asarray(parts[part], dtype=np.float64) for part in exercise.parts}
    except (AnswerError, ArithmeticError, ValueError, TypeError, LookupError, AttributeError, NameError):
        return None
