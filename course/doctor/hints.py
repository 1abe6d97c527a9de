"""Three levels of hint for a wrong answer, the next one only after another attempt.

1. What kind of mistake it is and where: the diagnosis, which the card shows at once.
2. The smallest case found on which the answer is wrong, with its numbers, to paste and to do by hand.
3. How to go on: the mistake's own pointer, or the kind's, then the exercise's. Never the formula.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.doctor.pointers import ANY, POINTERS
from course.doctor.smallest import Worked, smallest_case
from course.exercises.spec import Exercise, GradientExercise, PropertyExercise, ValueExercise
from course.grading.calls import Caller
from course.grading.results import Result

LEVELS = 3
HELPED = (GradientExercise, ValueExercise, PropertyExercise)
"""The kinds of exercise with hints: where an answer is picked from a list, the next hint would be the key."""
TRIED = ("wrong", "partial", "crashed", "timeout")
"""What counts as an attempt. A stub is none, and to use what is withheld needs no hint."""


@dataclass(frozen=True)
class Hints:
    """What is open: the level, 1 to `LEVELS`, and what the levels above the first hold."""

    level: int
    worked: Worked | None = None
    pointers: tuple[str, ...] = ()


def counts_as_attempt(exercise: Exercise, result: Result) -> bool:
    """Whether a result is that of a wrong attempt for which there are hints."""
    return isinstance(exercise, HELPED) and result.status in TRIED


@np.errstate(all="ignore")  # as for grade: a warning on the page reads as a failed test
def hints_for(exercise: Exercise, caller: Caller, result: Result, attempts: int, rng: np.random.Generator) -> Hints:
    """The hints that are open after so many different wrong attempts, 1 or more; ``rng`` draws the small case."""
    level = min(attempts, LEVELS)
    shows = not isinstance(exercise, ValueExercise) or exercise.reveals
    worked = smallest_case(exercise, caller, result, rng) if level >= 2 and shows else None
    return Hints(level, worked, pointers(exercise, result) if level >= 3 else ())


def pointers(exercise: Exercise, result: Result) -> tuple[str, ...]:
    """How to go on from this result: at least one sentence."""
    said = result.diagnosis
    own = [mistake.hint for mistake in exercise.mistakes if said and mistake.hint and mistake.kind == said.kind]
    first = own[0] if own else POINTERS.get(said.kind, "") if said else ""
    return tuple(text for text in (first, *exercise.hints) if text) or (ANY,)
