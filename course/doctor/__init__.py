"""The doctor: says in one sentence what kind of mistake an answer holds, and where.

It looks at all trials at once. First the exercise's own named mistakes: would a student who makes this one have
returned exactly this? Then general patterns, found by regressing the answer on gradients that can be computed
without knowing the answer: the right one, its terms', its examples'. Then a named mistake that fits one part and
not the others. When nothing fits on every trial, it says only what it saw.
"""

from __future__ import annotations

from course.doctor.evidence import Evidence
from course.doctor.named import named_mistake, only_here
from course.doctor.order import reordered
from course.doctor.patterns import extent, pattern
from course.exercises.spec import Exercise, GradientExercise
from course.grading.results import Diagnosis

__all__ = ["Evidence", "diagnose"]


def diagnose(exercise: Exercise, evidence: list[Evidence]) -> list[Diagnosis]:
    """What is wrong with an answer that failed on some of these trials: one diagnosis, or one per wrong part.

    A named mistake that explains all wrong parts is one diagnosis. Otherwise each wrong part is looked at alone.
    """
    wrong = [trial for trial in evidence if trial.wrong]
    if not wrong:
        raise ValueError("expected at least one trial with a wrong part, got none. Try: diagnose only wrong answers")
    parts = [part for part in exercise.parts if any(part in trial.wrong for trial in wrong)]
    found = named_mistake(exercise, wrong, parts) or reordered(exercise, wrong, parts)
    if found is not None:
        return [found]
    each = [_one_part(exercise, part, [trial for trial in wrong if part in trial.wrong]) for part in parts]
    return list({diagnosis.message: diagnosis for diagnosis in each}.values())


def _one_part(exercise: Exercise, part: str, wrong: list[Evidence]) -> Diagnosis:
    """The best word on one part: a cause that fits the whole answer, then a cause that fits this part alone."""
    alone = [trial.only(part) for trial in wrong]
    formal = next((trial.wrong[part].problem for trial in wrong if trial.wrong[part].problem), None)
    # A gradient of the wrong form has no entries to compare, and only a name can say more than its form.
    numbers = exercise if formal is None and isinstance(exercise, GradientExercise) else None
    return (
        named_mistake(exercise, wrong, [part])
        or (numbers and pattern(numbers, part, alone))
        or formal
        or only_here(exercise, part, alone)
        or (numbers and extent(numbers, part, alone))
        or what_was_seen(alone)
    )


def what_was_seen(wrong: list[Evidence]) -> Diagnosis:
    """No pattern fits: the first wrong entry, as it is."""
    verdict = next(iter(wrong[0].wrong.values()))
    message = f"{verdict.where}: expected {verdict.expected}, received {verdict.received}."
    return Diagnosis("differs", message, verdict.where)
