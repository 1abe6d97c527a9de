"""Which local variables of a right answer hold numbers of the same shape: those that are easily mixed up.

The answer runs once on its own inputs, whose sizes all differ, and its frames are read as they return.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import FrameType
from typing import Any

import numpy as np

from course.answers import plain
from tests.mutants.subject import Subject

Alike = dict[str, frozenset[str]]


def alike(subject: Subject) -> dict[str, Alike]:
    """For each function of ``subject`` by its qualified name: local name to the others of its shape."""
    return {name: _alike(values) for name, values in _locals(subject).items()}


def _locals(subject: Subject) -> dict[str, dict[str, Any]]:
    """What each function's variables hold when it returns."""
    found: dict[str, dict[str, Any]] = {}

    def watch(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != f"<{subject.id}>":
            return None
        if event == "return":
            found[frame.f_code.co_qualname] = dict(frame.f_locals)
        return watch

    args = plain(subject.exercise.cases[0].inputs(np.random.default_rng(1), 0))
    answer = subject.compiled()
    before = sys.gettrace()
    sys.settrace(watch)
    try:
        answer(*args.values())
    finally:
        sys.settrace(before)
    return found


def _alike(values: Mapping[str, Any]) -> Alike:
    shapes = {name: np.shape(value) for name, value in values.items() if isinstance(value, np.ndarray | float)}
    return {
        name: frozenset(other for other, also in shapes.items() if also == shape and other != name)
        for name, shape in shapes.items()
    }
