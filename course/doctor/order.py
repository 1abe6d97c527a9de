"""The parts come back in another order: each wrong part holds what belongs in another one.

This is seen before the forms are looked at: parts that changed places have each other's shapes, and each would be
told of a shape that is wrong, which is true but leads astray.
"""

from __future__ import annotations

from typing import Any

from course.doctor.evidence import Evidence
from course.doctor.named import alike
from course.exercises.spec import Args, Exercise, GradientExercise, ValueExercise
from course.grading.expected import gradient_of
from course.grading.results import Diagnosis


def reordered(exercise: Exercise, wrong: list[Evidence], parts: list[str]) -> Diagnosis | None:
    """A diagnosis if the wrong ``parts`` hold each other's right values on every trial, else None."""
    if len(parts) < 2 or not isinstance(exercise, (GradientExercise, ValueExercise)):
        return None
    if any(set(parts) != trial.wrong.keys() for trial in wrong):
        return None
    right = [{part: _right(exercise, trial.args, part) for part in parts} for trial in wrong]
    found = [_owner(part, parts, wrong, right) for part in parts]
    if sorted(str(owner) for owner in found) != sorted(parts):
        return None
    said = ", ".join(f"{part} holds what belongs in {owner}" for part, owner in zip(parts, found, strict=True))
    return Diagnosis("swapped", f"What is returned has changed places: {said}.", parts[0])


def _owner(part: str, parts: list[str], wrong: list[Evidence], right: list[dict[str, Any]]) -> str | None:
    """The part whose right value this part holds on every trial."""
    for other in parts:
        if other != part and all(alike(r[other], trial.answer[part]) for r, trial in zip(right, wrong, strict=True)):
            return other
    return None


def _right(exercise: GradientExercise | ValueExercise, args: Args, part: str) -> Any:
    if isinstance(exercise, GradientExercise):
        return gradient_of(exercise, exercise.loss, args, part).value
    return exercise.reference(**args)[part]
