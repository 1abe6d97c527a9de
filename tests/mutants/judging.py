"""The judgement: exactly that of the visible check and of the grader, on as many seeds as are asked for."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from course.grading.calls import in_process
from course.grading.grade import grade
from course.grading.results import Result
from tests.mutants import corpus
from tests.mutants.candidate import Candidate

MUTANT_SEEDS = range(10)
VARIANT_SEEDS = range(1000)


def judged(candidate: Candidate, seed: int) -> Result:
    """What `grade` says of the candidate on the inputs of one seed."""
    with silence():
        return grade(corpus.subjects()[candidate.subject], in_process(candidate.answer), seed)


def not_full(candidate: Candidate, seeds: Iterable[int]) -> list[int]:
    """The seeds on which the candidate did not earn full points."""
    return [seed for seed in seeds if _lost(judged(candidate, seed))]


def full(candidate: Candidate, seeds: Iterable[int]) -> list[int]:
    """The seeds on which it did: for a mutant, those that it survived."""
    return [seed for seed in seeds if not _lost(judged(candidate, seed))]


def _lost(result: Result) -> bool:
    return result.points < result.max_points


@contextmanager
def silence() -> Iterator[None]:
    """No prints and no warnings of an answer: they cost it nothing, and no one reads ten thousand of them."""
    nowhere = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        warnings.simplefilter("ignore")
        yield
