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
from tests.mutants.answers import mistaken, put_together
from tests.mutants.misconceptions._slip import NONE, Slip, Slips
from tests.mutants.remembered import remembering
from tests.mutants.targets import all_subjects

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
        for exercise in _exercises().values()
        for mistake in exercise.mistakes
    ]
    return (*named, *map(_written, slips()))


@cache
def _exercises() -> dict[str, Exercise]:
    return {name: remembering(exercise) for name, exercise in catalogue().items()}


@cache
def slips() -> tuple[Slip, ...]:
    """Every misconception that stands in `tests/mutants/misconceptions`."""
    files = sorted(FOLDER.glob("[!_]*.py"))
    modules = [import_module(f"tests.mutants.misconceptions.{file.stem}") for file in files]
    return tuple(
        slip
        for module in modules
        for each in vars(module).values()
        if isinstance(each, Slips)
        for slip in each.found
    )


def _written(slip: Slip) -> Patient:
    group = TWO_AT_ONCE if NONE in slip.right else WRITTEN
    candidate = slip.candidate
    return Patient(group, _exercises()[candidate.subject], candidate.label, candidate.answer, slip.right)


def handed_in(exercise: Exercise, mistake: Mistake) -> Callable[..., Any]:
    """The function of a student who makes this mistake and no other: what it says nothing about is right."""
    if isinstance(exercise, GradientExercise):
        return mistaken(all_subjects()[exercise.id], mistake)

    def answer(*values: Any) -> Any:
        args = dict(zip(exercise.signature, values, strict=True))
        made = dict(mistake.make(**args))
        missing = [part for part in exercise.parts if part not in made]
        if missing and isinstance(exercise, ValueExercise):
            reference = exercise.reference(**args)
            made |= {part: reference[part] for part in missing}
        return put_together(exercise, made)

    return answer
