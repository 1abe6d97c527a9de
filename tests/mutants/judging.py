"""The judgement: exactly that of the visible check and of the grader, on as many seeds as are asked for."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np

from course.answers import plain
from course.exercises.spec import Args, GradientExercise
from course.grading.calls import in_process
from course.grading.expected import judge
from course.grading.forms import split
from course.grading.grade import grade
from course.grading.results import Diagnosis, Result
from course.grading.seeds import stream
from tests.mutants import corpus
from tests.mutants.candidate import Answer, Candidate
from tests.mutants.remembered import remembering

MUTANT_SEEDS = range(10)
VARIANT_SEEDS = range(1000)


@cache
def exercise(name: str) -> GradientExercise:
    """The subject's exercise, its inputs remembered."""
    return remembering(corpus.subjects()[name])


def judged(candidate: Candidate, seed: int) -> Result:
    """What `grade` says of the candidate on the inputs of one seed."""
    with silence():
        return grade(exercise(candidate.subject), in_process(candidate.answer), seed)


def not_full(candidate: Candidate, seeds: Iterable[int]) -> list[int]:
    """The seeds on which the candidate did not earn full points."""
    return [seed for seed in seeds if _lost(judged(candidate, seed))]


def full(candidate: Candidate, seeds: Iterable[int]) -> list[int]:
    """The seeds on which it did: for a mutant, those that it survived.

    What is wrong on the first inputs has lost points, whatever comes after. So `grade`, which would go on through
    all cases and then name the mistake, is asked only about what is right there.
    """
    first = exercise(candidate.subject)
    return [
        seed for seed in seeds
        if right_at_first(first, seed, candidate.answer) and not _lost(judged(candidate, seed))
    ]  # fmt: skip


def first_inputs(exercise: GradientExercise, seed: int) -> Args:
    """What `grade` draws first at this seed: the first trial of the main case."""
    args: Args = plain(exercise.cases[0].inputs(stream(seed, exercise.id, 0), 0))
    return args


def right_at_first(exercise: GradientExercise, seed: int, answer: Answer) -> bool:
    """Whether every part is right on the first inputs, by the comparison of `grade`."""
    args = first_inputs(exercise, seed)
    with silence(), np.errstate(all="ignore"):
        reply = in_process(answer)(args)
        parts = split(exercise, reply.value) if reply.status == "ok" else None
        if parts is None or isinstance(parts, Diagnosis):
            return False
        return all(verdict.ok for verdict in judge(exercise, args, parts).values())


def _lost(result: Result) -> bool:
    return result.points < result.max_points


@contextmanager
def silence() -> Iterator[None]:
    """No prints and no warnings of an answer: they cost it nothing, and no one reads ten thousand of them."""
    nowhere = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        warnings.simplefilter("ignore")
        yield
