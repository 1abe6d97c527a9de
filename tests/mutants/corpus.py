"""The corpus: right answers, wrong answers, and answers that only look wrong, for every gradient exercise.

Everything is made from what the course holds, so a new exercise is in the corpus as soon as its lesson is.
Nothing here judges; `tests.mutants.judging` does, with the code of `check`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from course.exercises.spec import GradientExercise
from tests.mutants import answers, make
from tests.mutants.candidate import Candidate, written
from tests.mutants.subject import Subject
from tests.mutants.targets import all_subjects

__all__ = ["Candidate", "misconceptions", "mutants", "subject", "subjects", "variants", "written"]

HERE = Path(__file__).resolve().parent


def subjects() -> dict[str, GradientExercise]:
    """Every gradient exercise with a solution, by id, then the engine's layers and losses as such exercises."""
    return {name: subject.exercise for name, subject in all_subjects().items()}


def subject(name: str) -> Subject:
    """The exercise with its right answer and the text that the answer is made of."""
    return all_subjects()[name]


@cache
def mutants() -> list[Candidate]:
    """Every subject's reference with one thing changed; ``equivalent`` says which changes are no mistake."""
    return [mutant for subject in all_subjects().values() for mutant in make.mutants(subject)]


@cache
def misconceptions() -> list[Candidate]:
    """The specs' named mistakes as answers, then what stands in ``misconceptions/*.py`` as ``CANDIDATES``."""
    named = [
        Candidate(name, mistake.kind, mistake.kind, answers.mistaken(subject, mistake), mistake.message)
        for name, subject in all_subjects().items()
        for mistake in subject.exercise.mistakes
    ]
    return named + _collected("misconceptions")


@cache
def variants() -> list[Candidate]:
    """Right answers, each written in another way: what stands in ``variants/*.py`` as ``CANDIDATES``."""
    return _collected("variants")


def _collected(folder: str) -> list[Candidate]:
    files = sorted((HERE / folder).glob("[!_]*.py"))
    return [candidate for file in files for candidate in _module(folder, file.stem).CANDIDATES]


def _module(folder: str, name: str) -> ModuleType:
    return import_module(f"tests.mutants.{folder}.{name}")
