"""All subjects: the lessons' gradient exercises, then the engine's layers, activations and losses."""

from __future__ import annotations

from functools import cache

from tests.mutants import engine, lessons
from tests.mutants.subject import Subject


@cache
def all_subjects() -> dict[str, Subject]:
    """Every subject by its id."""
    return {subject.id: subject for subject in (*lessons.subjects(), *engine.subjects())}
