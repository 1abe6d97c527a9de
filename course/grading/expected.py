"""What the right answer is, for each kind of exercise, and whether a part of an answer agrees with it.

`Verdict` is the one shape in which every kind of exercise (gradient, value, property, choice) answers.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course.errors import InputError
from course.exercises.spec import (
    Args,
    ChoiceExercise,
    Exercise,
    GradientExercise,
    PropertyExercise,
    ValueExercise,
)
from course.gradcheck.compare import compare, exact
from course.gradcheck.complex_step import complex_step_gradient
from course.gradcheck.memory import key_of, recall
from course.gradcheck.numeric import Array, Estimate, numeric_gradient
from course.grading.choice import letters, wrong_choice
from course.grading.forms import as_gradient, as_numbers, kind, place, show
from course.grading.results import Diagnosis

UNSEEN = "The check does not look at this part. Please report it."
WHOLE = 1e-3
"""How far an answer may be off, at most, where a whole number is asked for."""


@dataclass(frozen=True)
class Verdict:
    """Whether one part of one answer is right; if not, where, and what was expected and received there."""

    ok: bool
    where: str = ""
    expected: str = ""
    received: str = ""
    problem: Diagnosis | None = None
    """Set where the form was wrong already, so that nothing could be compared."""
    notes: tuple[str, ...] = ()


def get(args: Args, path: str) -> Any:
    """The argument at a dotted path: 'W', 'params.W1'."""
    value: Any = args
    for key in path.split("."):
        value = value[key]
    return value


def replaced(args: Args, path: str, value: Any) -> Args:
    """``args`` with the argument at a dotted path replaced; the original is not changed."""
    head, _, rest = path.partition(".")
    return {**args, head: replaced(args[head], rest, value) if rest else value}


def gradient_of(exercise: GradientExercise, loss: Any, args: Args, part: str) -> Estimate:
    """The gradient of ``loss(**args)`` for one part: by the complex step where it applies, else by differences.

    The complex step does not apply where the loss has kinks, nor to a term without this variable: it stays real.
    What the exercise's own loss and terms have on the same inputs is measured once.
    """
    if loss is exercise.loss or loss in exercise.terms.values():
        key = (loss, exercise.analytic, exercise.wrt[part], key_of(args))
        return recall(key, lambda: _measured(exercise, loss, args, part))
    return _measured(exercise, loss, args, part)


def _measured(exercise: GradientExercise, loss: Any, args: Args, part: str) -> Estimate:
    path = exercise.wrt[part]
    point = np.asarray(get(args, path), dtype=np.float64)

    def along(value: Any) -> Any:
        return loss(**replaced(args, path, value))

    if exercise.analytic:
        with contextlib.suppress(InputError):
            return exact(np.asarray(complex_step_gradient(along, point)))
    return numeric_gradient(along, point)


def judge(exercise: Exercise, args: Args, answer: dict[str, Any]) -> dict[str, Verdict]:
    """The verdict on each part of ``answer`` (plain values) for these arguments."""
    if isinstance(exercise, GradientExercise):
        return {part: _gradient(exercise, args, part, answer[part]) for part in exercise.parts}
    if isinstance(exercise, ValueExercise):
        reference = exercise.reference(**args)
        return {part: _value(exercise, args, part, answer[part], reference[part]) for part in exercise.parts}
    if isinstance(exercise, PropertyExercise):
        problems = _problems(exercise, args, answer)
        # A part of which a spec says nothing by mistake must not be right for that.
        return {part: _property(part, answer[part], problems.get(part, UNSEEN)) for part in exercise.parts}
    if isinstance(exercise, ChoiceExercise):
        return {part: _choice(exercise, answer[part]) for part in exercise.parts}
    raise TypeError(f"no way to judge {type(exercise).__name__}")


def _gradient(exercise: GradientExercise, args: Args, part: str, value: Any) -> Verdict:
    variable = get(args, exercise.wrt[part])
    received = as_gradient(part, value, variable, exercise.shapes.get(part, ""))
    if isinstance(received, Diagnosis):
        expected = f"an array of shape {np.shape(variable)}"
        return Verdict(False, received.where, expected, kind(value), received)
    estimate = gradient_of(exercise, exercise.loss, args, part)
    result = compare(received, estimate, exercise.rtol)
    at = result.worst
    if result.ok:
        return Verdict(True, notes=result.notes)
    wanted = _interval(estimate.low[at], estimate.high[at])
    return Verdict(False, place(part, at), wanted, show(float(received[at])), notes=result.notes)


def _interval(low: Array, high: Array) -> str:
    return show(float(low)) if low == high else f"between {show(float(low))} and {show(float(high))}"


def _value(exercise: ValueExercise, args: Args, part: str, value: Any, reference: Any) -> Verdict:
    verdict = _compared(exercise, args, part, value, reference)
    if verdict.ok or exercise.reveals:
        return verdict
    text = f"{verdict.where}: {verdict.received} is not what comes out, within the tolerance that is asked for."
    return replace(verdict, expected="", problem=verdict.problem or Diagnosis("differs", text, verdict.where))


def _compared(exercise: ValueExercise, args: Args, part: str, value: Any, reference: Any) -> Verdict:
    if isinstance(reference, (str, bool)) or reference is None:
        ok = type(value) is type(reference) and value == reference
        return Verdict(ok, part, show(reference), show(value))
    received = as_numbers(part, value, reference, exercise.shapes.get(part, ""))
    if isinstance(received, Diagnosis):
        return Verdict(False, received.where, kind(reference), kind(value), received)
    wanted = np.asarray(reference, dtype=np.float64)
    whole = isinstance(reference, int | np.integer)
    # A count that is off by one is wrong, however small a share of it one is, and whatever it was counted in.
    rtol = min(exercise.rtol, WHOLE / max(1, abs(reference))) if whole else exercise.rtol
    within = replace(exact(wanted), error=np.full_like(wanted, exercise.atol))
    result = compare(received, within, rtol, single=not whole)
    if result.ok:
        return Verdict(True, notes=result.notes)
    at = tuple(int(i) for i in np.argwhere(~result.right)[0])
    problem = None
    if exercise.explain is not None:
        sentence = exercise.explain(args=args, part=part, expected=reference, received=value)
        problem = Diagnosis("explained", sentence, place(part, at)) if sentence else None
    return Verdict(False, place(part, at), show(float(wanted[at])), show(float(received[at])), problem)


def _choice(exercise: ChoiceExercise, value: Any) -> Verdict:
    chosen = letters(exercise, value)
    if isinstance(chosen, Diagnosis):
        return Verdict(False, received=kind(value), problem=chosen)
    problem = wrong_choice(exercise, chosen)
    return Verdict(problem is None, received=chosen, problem=problem)


def _problems(exercise: PropertyExercise, args: Args, answer: dict[str, Any]) -> Mapping[str, str | None]:
    try:
        return exercise.verify(args=args, answer=answer)
    except Exception:  # verify met a shape or a type that it was not written for: that is never right
        return {part: f"{part}: {kind(value)} cannot be used here." for part, value in answer.items()}


def _property(part: str, value: Any, sentence: str | None) -> Verdict:
    if sentence is None:
        return Verdict(True)
    return Verdict(False, part, "the property asked for", show(value), Diagnosis("property", sentence, part))
