"""Inputs of another kind than an exercise draws: what a proof of sameness is tried on.

The shapes are those of all the exercise's cases in turn, a batch of one among them. The numbers are the exercise's
own on every fourth input; on the others they are scaled, heavy-tailed, rounded, or full of zeros and ties.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.answers import plain
from course.exercises.spec import Args, GradientExercise

Array = np.ndarray[Any, Any]
Rng = np.random.Generator
STEPS = 500
"""Steps of one sweep: 0.4 % of the numbers each."""


def inputs(exercise: GradientExercise, which: str, number: int) -> Args:
    """The arguments of input ``number``.

    ``which``: 'wild'; 'own', the exercise's alone; 'no ties', none of them equal or 0; 'sweep', one of the steps
    that take one set of numbers after another from 0 to twice itself, again with no ties.
    """
    rng = np.random.default_rng([number, 71])
    case = exercise.cases[number % len(exercise.cases)]
    args: Args = plain(case.inputs(rng, number // len(exercise.cases)))
    if which == "own":
        return args
    if which == "sweep":
        return _step(exercise, number)
    if which == "no ties":
        return _untied(args, rng)
    if number % 4 == 0:
        return args
    change = CHANGES[number % len(CHANGES)]
    return {name: _each(value, lambda array: change(array, rng)) for name, value in args.items()}


def _untied(args: Args, rng: Rng) -> Args:
    return {name: _each(value, lambda array: array + 1e-3 * rng.standard_normal(array.shape))
            for name, value in args.items()}  # fmt: skip


def _step(exercise: GradientExercise, number: int) -> Args:
    sweep, step = divmod(number, STEPS)
    rng = np.random.default_rng([sweep, 72])
    args = _untied(plain(exercise.cases[0].inputs(rng, sweep)), rng)
    names = [name for name, value in args.items() if getattr(np.asarray(value), "dtype", None) == np.float64]
    if not names:
        return args
    name = names[sweep % len(names)]
    return {**args, name: _each(args[name], lambda array: array * (step + 1) * 2 / STEPS)}


def _each(value: Any, change: Callable[[Array], Array]) -> Any:
    """``change`` made to every float, alone or in an array; whole numbers and words stay."""
    if isinstance(value, dict):
        return {key: _each(entry, change) for key, entry in value.items()}
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return change(value)
    return float(change(np.asarray(value))) if isinstance(value, float) else value


def _scaled(array: Array, rng: Rng) -> Array:
    return np.asarray(array * 10.0 ** rng.uniform(-3, 3))


def _heavy(array: Array, rng: Rng) -> Array:
    return np.asarray(rng.standard_t(1.5, size=array.shape))


def _whole(array: Array, rng: Rng) -> Array:
    return np.asarray(rng.integers(-2, 3, size=array.shape), dtype=np.float64)


def _holes(array: Array, rng: Rng) -> Array:
    return np.where(rng.random(array.shape) < 0.4, 0.0, array)


def _positive(array: Array, rng: Rng) -> Array:
    return np.asarray(np.abs(array) + rng.uniform(0.0, 2.0))


CHANGES = (_scaled, _heavy, _whole, _holes, _positive)
