"""Which mutants are no mistake, decided by a reason and never by what the check says of them.

1. The same function: the reference's own numbers to 1e-12, the arguments left alone, on 200 inputs of which most
   come from another distribution than the exercise's: large and small, heavy tails, whole numbers, ties, zeros;
   and where it compares numbers, on a sweep of 1,000 steps through them.
2. A convention that the course allows: single precision; at an exact kink any value between the slopes, shown by
   the mutant being the same function wherever no two numbers are equal.
3. A reason written by hand in `tests.mutants.reasons`: the same numbers on all that this exercise can draw, and why.
   It counts only while 200 of the exercise's own inputs bear it out, to 1e-9.

`tests.mutants.judging` holds all of them to full points: a reason that the check does not share is a finding too.
"""

from __future__ import annotations

import ast
import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.answers import plain
from course.exercises.spec import Args
from tests.mutants.candidate import Answer, Candidate
from tests.mutants.reasons import REASONS, stock
from tests.mutants.subject import Subject
from tests.mutants.wilder import inputs

Array = np.ndarray[Any, Any]

INPUTS = 200
SWEEP = 1000
"""Steps of a sweep through numbers that code compares: a threshold that is off by half a per cent shows in it."""
SAME = 1e-12
OWN = 1e-9
SINGLE = 1e-4
FLOAT32 = "allowed: the right formula in single precision passes, with a note"
KINK = "allowed: it differs only exactly at a kink, where any value between the two slopes is right"


def reason(subject: Subject, mutant: Candidate) -> str | None:
    """Why ``mutant`` is no mistake; None if it is one."""
    by_hand = REASONS.get((mutant.subject, mutant.label))
    if by_hand is not None:
        return f"same here: {by_hand}" if agrees(subject, mutant.answer, _own, OWN) else None
    if mutant.kind == "float32":
        return FLOAT32 if agrees(subject, mutant.answer, _own, SINGLE) else None
    if agrees(subject, mutant.answer, _wild, SAME):
        return stock(mutant.kind)
    if mutant.kind == "mask-boundary" and agrees(subject, mutant.answer, _no_ties, SAME):
        return KINK
    return None


def agrees(
    subject: Subject, answer: Answer, source: Callable[[Subject], Iterator[tuple[Args, Any]]], within: float
) -> bool:
    """Whether ``answer`` gives the reference's numbers on all inputs of ``source``, and leaves them as they are."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return all(_alike(run(answer, args), right, within) for args, right in source(subject))


def right_shape(subject: Subject, answer: Answer) -> bool:
    """Whether ``answer`` returns finite numbers in the reference's shapes: then only the numbers are wrong."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        args, right = next(_own(subject))
        found = run(answer, args)
    return isinstance(found, tuple) and _form(found[0]) == _form(right[0])


def _form(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_form, value))
    if isinstance(value, dict):
        return {key: _form(entry) for key, entry in value.items()}
    array = np.asarray(value)
    return array.shape if array.dtype.kind in "biuf" and np.isfinite(array).all() else "unusable"


def run(answer: Answer, args: Args) -> Any:
    """What the call gives and what it leaves of its arguments, as plain data; the text of an error if it stops."""
    mine = plain(args)
    try:
        return plain(answer(*mine.values())), plain(mine)
    except Exception as error:
        return f"stopped: {type(error).__name__}"


def _wild(subject: Subject) -> Iterator[tuple[Args, Any]]:
    yield from _from(subject, "wild", INPUTS)
    if any(isinstance(node, ast.Compare) for each in subject.functions.values() for node in ast.walk(each)):
        yield from _from(subject, "sweep", SWEEP)


def _own(subject: Subject) -> Iterator[tuple[Args, Any]]:
    return _from(subject, "own", INPUTS)


def _no_ties(subject: Subject) -> Iterator[tuple[Args, Any]]:
    yield from _from(subject, "no ties", INPUTS)
    yield from _from(subject, "sweep", SWEEP)


def _from(subject: Subject, which: str, count: int) -> Iterator[tuple[Args, Any]]:
    """The inputs with the reference's results; kept, since nearly every mutant fails on the first of them."""
    for number in range(count):
        key = subject.id, which, number
        if key not in _KEPT:
            args = inputs(subject.exercise, which, number)
            _KEPT[key] = args, run(_right(subject), args)
        yield _KEPT[key]


_KEPT: dict[tuple[str, str, int], tuple[Args, Any]] = {}
_RIGHT: dict[str, Answer] = {}


def _right(subject: Subject) -> Answer:
    if subject.id not in _RIGHT:
        _RIGHT[subject.id] = subject.compiled()
    return _RIGHT[subject.id]


def _alike(a: Any, b: Any, within: float) -> bool:
    if isinstance(a, np.ndarray | float) and isinstance(b, np.ndarray | float):
        return _close(np.asarray(a), np.asarray(b), within)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(_alike(x, y, within) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_alike(a[key], b[key], within) for key in a)
    return bool(type(a) is type(b) and a == b)


def _close(a: Array, b: Array, within: float) -> bool:
    if a.shape != b.shape:
        return False
    if a.tobytes() == b.tobytes():
        return True
    scale = float(np.abs(b[np.isfinite(b)]).max(initial=0.0))
    return bool(np.allclose(a, b, rtol=within, atol=within * scale, equal_nan=True))
