"""What a run is over: everything, or the exercises and lessons that were named; thoroughly, or quickly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.exercises import catalogue
from course.exercises.spec import Exercise
from tests.mutants import corpus
from tests.mutants.candidate import Candidate


@dataclass(frozen=True)
class Scope:
    """No names: everything."""

    quick: bool = False
    names: frozenset[str] = frozenset()
    """Ids of exercises or of the engine's parts, names of lessons; 'engine' for all of its parts."""

    @property
    def whole(self) -> bool:
        """Whether what comes of it may stand in the README."""
        return not (self.quick or self.names)

    def holds(self, exercise: Exercise) -> bool:
        """Whether the exercise is in it."""
        return not self.names or not self.names.isdisjoint({exercise.id, exercise.lesson})

    def indices(self, candidates: Sequence[Candidate]) -> list[int]:
        """The places of those candidates whose subject is in it."""
        exercises = corpus.subjects()
        return [n for n, each in enumerate(candidates) if self.holds(exercises[each.subject])]


def unknown(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are neither a subject nor an exercise nor a lesson."""
    every = [*catalogue().values(), *corpus.subjects().values()]
    return sorted(set(names) - {name for each in every for name in (each.id, each.lesson)})
