"""The reference of every lesson's exercise in ways that concern no formula: how it is stored, what it says aloud."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.mutants import lessons
from tests.mutants.candidate import Answer, Candidate
from tests.mutants.subject import Subject

Change = Callable[[np.ndarray[Any, Any]], Any]


def _each(value: Any, change: Change) -> Any:
    if isinstance(value, dict):
        return {key: _each(entry, change) for key, entry in value.items()}
    if isinstance(value, tuple):
        return tuple(_each(entry, change) for entry in value)
    return change(value) if isinstance(value, np.ndarray) and value.ndim else value


def _in_fortran_order(right: Answer) -> Answer:
    """The other order in memory, of what goes in and of what comes out."""
    return lambda *args: _each(right(*_each(args, np.asfortranarray)), np.asfortranarray)


def _as_views(right: Answer) -> Answer:
    """Every second entry of a longer array, read-only: views with strides of their own."""

    def view(array: np.ndarray[Any, Any]) -> Any:
        longer = np.repeat(array, 2, axis=0)[::2]
        longer.flags.writeable = False
        return longer

    return lambda *args: _each(right(*_each(args, view)), view)


def _backwards_and_back(right: Answer) -> Answer:
    """Negative strides in what comes out."""
    return lambda *args: _each(right(*args), lambda array: array[::-1].copy()[::-1])


def _noisy(right: Answer) -> Answer:
    """Prints, warns, draws from NumPy's global generator and changes how it reports errors."""

    def answer(*args: Any) -> Any:
        print("called with", *map(np.shape, args))
        print("and on the other stream", file=sys.stderr)
        warnings.warn("this answer warns", stacklevel=2)
        np.random.rand()  # noqa: NPY002  # a student might
        np.seterr(all="ignore")
        np.log(np.zeros(1))
        return right(*args)

    return answer


STYLES = {
    "Fortran order": _in_fortran_order,
    "views": _as_views,
    "negative strides": _backwards_and_back,
    "prints and warnings": _noisy,
}


def _candidates(subject: Subject) -> list[Candidate]:
    return [
        Candidate(subject.id, kind, kind, style(subject.compiled()), (style.__doc__ or "") + "\n")
        for kind, style in STYLES.items()
    ]


CANDIDATES = [candidate for subject in lessons.subjects() for candidate in _candidates(subject)]
