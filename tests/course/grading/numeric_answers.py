"""Right answers to the gradient exercises, and answers that are differences, as students write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.answers import plain
from course.exercises import catalogue
from course.exercises.spec import GradientExercise
from course.grading.calls import in_process
from course.grading.expected import get, replaced
from course.grading.forms import split
from course.grading.suspicion import Suspicion, suspicion
from tests.grader.judge.lesson import BODIES, function

Difference = Callable[[Callable[[Any], float], Any, float], Any]
_NAMES: dict[str, Any] = {"np": np}
for _question, _body in BODIES.items():
    exec(function(_question, _body), _NAMES)


def perceptron_loss_grad(w: Any, X: Any, y: Any, rule: str) -> Any:
    """Right."""
    scores = y * (X @ w)
    due = scores <= 0 if rule == "classic" else scores < 1
    return -(due * y) @ X / len(X)


HONEST: dict[str, Callable[..., Any]] = {
    "perceptron_loss_grad": perceptron_loss_grad,
    **{question: _NAMES[question] for question in BODIES},
}
EXERCISES = {
    name: exercise
    for name, exercise in catalogue().items()
    if isinstance(exercise, GradientExercise) and name in HONEST
}


def one_sided(f: Callable[[Any], float], x: Any, h: float) -> Any:
    """Forward differences."""
    here = f(x)
    return each_entry(lambda at: (at(h) - here) / h, f, x)


def central(f: Callable[[Any], float], x: Any, h: float) -> Any:
    """Central differences."""
    return each_entry(lambda at: (at(h) - at(-h)) / (2 * h), f, x)


def five_point(f: Callable[[Any], float], x: Any, h: float) -> Any:
    """The five-point rule."""
    return each_entry(lambda at: (-at(2 * h) + 8 * at(h) - 8 * at(-h) + at(-2 * h)) / (12 * h), f, x)


def each_entry(slope: Callable[[Callable[[float], float]], float], f: Callable[[Any], float], x: Any) -> Any:
    """``slope`` along every entry of x; it is given f as a function of the distance along that entry."""
    if not isinstance(x, np.ndarray):
        return slope(lambda distance: f(x + distance))
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):

        def at(distance: float, index: Any = index) -> float:
            old = x[index]
            x[index] = old + distance
            value = f(x)
            x[index] = old
            return value

        grad[index] = slope(at)
    return grad


def numeric(exercise: GradientExercise, difference: Difference, h: float) -> Callable[..., Any]:
    """An answer that differentiates the exercise's loss, part by part, and never derives anything."""

    def answer(*values: Any) -> Any:
        args = dict(zip(exercise.signature, values, strict=True))
        parts = {
            part: difference(
                lambda x, path=path: float(exercise.loss(**replaced(args, path, x))),  # type: ignore[misc]
                get(args, path) if isinstance(get(args, path), float) else get(args, path).copy(),
                h,
            )
            for part, path in exercise.wrt.items()
        }
        listed = tuple(parts[part] for part in exercise.parts)
        return {"single": listed[0], "tuple": listed, "dict": parts}[exercise.form]

    return answer


def suspected(
    exercise: GradientExercise, answer: Callable[..., Any], seed: int, trials: int = 3
) -> Suspicion | None:
    """What the detector says of an answer, on inputs of this seed."""
    rng, caller, seen = np.random.default_rng(seed), in_process(answer), []
    for trial in range(trials):
        args = plain(exercise.cases[0].inputs(rng, trial))
        parts = split(exercise, caller(args).value)
        assert isinstance(parts, dict)
        seen.append((args, parts))
    return suspicion(exercise, caller, seen, rng)
