"""Who comes to the doctor: wrong answers with the kinds of diagnosis that would be right about each.

Three groups: every named mistake of every exercise, as the spec's own `make` returns it; misconceptions in the code
of a student; and answers with two mistakes at once, for which the one, the other or silence is right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from course.exercises import catalogue
from course.exercises.spec import Exercise, GradientExercise, Mistake, ValueExercise
from course.grading.expected import gradient_of
from tests.mutants.answers import put_together
from tests.mutants.lessons import WAITING
from tests.mutants.misconceptions._slip import NONE, Slip, Slips

NAMED, WRITTEN, TWO_AT_ONCE = "named in the spec", "in a student's code", "two at once"
FOLDER = Path(__file__).resolve().parent / "misconceptions"


@dataclass(frozen=True)
class Patient:
    """A wrong answer to ``exercise``; ``right`` are the kinds of diagnosis that are true of it."""

    group: str
    exercise: Exercise
    label: str
    answer: Callable[..., Any]
    right: frozenset[str]


@cache
def patients() -> tuple[Patient, ...]:
    """All of them, in the order of the catalogue and then of the files."""
    named = [
        Patient(NAMED, exercise, mistake.kind, handed_in(exercise, mistake), frozenset({mistake.kind}))
        for exercise in catalogue().values()
        if exercise.lesson not in WAITING
        for mistake in exercise.mistakes
    ]
    return (*named, *map(_written, slips()))


@cache
def slips() -> tuple[Slip, ...]:
    """Every misconception that stands in `tests/mutants/misconceptions`."""
    files = sorted(FOLDER.glob("[!_]*.py"))
    modules = [import_module(f"tests.mutants.misconceptions.{file.stem}") for file in files]
    kept = [each for module in modules for each in vars(module).values() if isinstance(each, Slips)]
    return tuple(slip for each in kept for slip in each.found if catalogue()[each.subject].lesson not in WAITING)


def _written(slip: Slip) -> Patient:
    group = TWO_AT_ONCE if NONE in slip.right else WRITTEN
    candidate = slip.candidate
    return Patient(group, catalogue()[candidate.subject], candidate.label, candidate.answer, slip.right)


def handed_in(exercise: Exercise, mistake: Mistake) -> Callable[..., Any]:
    """The function of a student who makes this mistake and no other: what it says nothing about is right."""

    def answer(*values: Any) -> Any:
        args = dict(zip(exercise.signature, values, strict=True))
        made = dict(mistake.make(**args))
        return put_together(exercise, {**_right(exercise, args, made), **made})

    return answer


def _right(exercise: Exercise, args: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    missing = [part for part in exercise.parts if part not in made]
    if isinstance(exercise, GradientExercise):
        return {part: gradient_of(exercise, exercise.loss, args, part).value for part in missing}
    if isinstance(exercise, ValueExercise) and missing:
        reference = exercise.reference(**args)
        return {part: reference[part] for part in missing}
    return {}
