"""Take an answer apart into its named parts, and see whether each has the form that a comparison needs.

Every problem is a `Diagnosis`: what was expected, what arrived. No comparison happens here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from course.answers import plain
from course.exercises.spec import Exercise
from course.grading.results import Diagnosis

MOST_TEXT = 80
"""Characters of a student's text that a card shows."""


def split(exercise: Exercise, value: Any) -> dict[str, Any] | Diagnosis:
    """The parts of a plain answer by name, or why it cannot be taken apart."""
    names = exercise.parts
    if value is None:
        return Diagnosis("no-value", f"{exercise.id} returned nothing (None). Does it end in a return statement?")
    if exercise.form == "single":
        return {names[0]: value}
    if exercise.form == "dict":
        return _split_dict(exercise, value)
    wanted = f"{exercise.id} should return a tuple of {len(names)}: ({', '.join(names)})"
    if isinstance(value, np.ndarray) and value.ndim and len(value) == len(names):
        value = tuple(plain(item) for item in value)  # a list of equal shapes became one array on the way
    if not isinstance(value, tuple):
        return Diagnosis("form", f"{wanted}; it returned {kind(value)}.")
    if len(value) != len(names):
        return Diagnosis("form", f"{wanted}; it returned {len(value)} values.")
    return dict(zip(names, value, strict=True))


def _split_dict(exercise: Exercise, value: Any) -> dict[str, Any] | Diagnosis:
    wanted = f"{exercise.id} should return a dict with the keys {', '.join(exercise.parts)}"
    if not isinstance(value, dict):
        return Diagnosis("form", f"{wanted}; it returned {kind(value)}.")
    missing = [name for name in exercise.parts if name not in value]
    if missing:
        return Diagnosis("form", f"{wanted}; missing: {', '.join(missing)}.")
    return {name: value[name] for name in exercise.parts}


def as_numbers(name: str, value: Any, like: Any, meaning: str = "") -> np.ndarray[Any, Any] | Diagnosis:
    """``value`` as a finite real array of the shape of ``like``, or why it is none."""
    if isinstance(value, (bool, str, tuple, dict)) or value is None:
        return Diagnosis("form", f"{name}: expected an array, received {kind(value)}.", name)
    received = np.asarray(value)
    shape = np.shape(like)
    if received.shape != shape:
        return _shape_problem(name, received, np.asarray(like), meaning)
    if received.dtype.kind not in "fiu":
        return Diagnosis("form", f"{name}: expected real numbers, received {received.dtype}.", name)
    with np.errstate(over="ignore"):  # a long double may hold more; that is not finite here
        received = received.astype(np.float64)
    if not np.isfinite(received).all():
        bad = np.argwhere(~np.isfinite(received))[0]
        number = "NaN" if np.isnan(received[tuple(bad)]) else "an infinity"
        count = int((~np.isfinite(received)).sum())
        text = f"{name} holds {number} ({count} of {received.size} entries)."
        return Diagnosis("not-finite", text, place(name, bad))
    return received


def as_gradient(name: str, value: Any, variable: Any, meaning: str = "") -> np.ndarray[Any, Any] | Diagnosis:
    """The same for a gradient; where its shape is off, the rule is said."""
    found = as_numbers(name, value, variable, meaning)
    if isinstance(found, Diagnosis) and found.kind == "shape":
        return replace(found, message=f"{found.message} A gradient has the shape of its variable.")
    return found


def _shape_problem(name: str, received: np.ndarray[Any, Any], like: np.ndarray[Any, Any], meaning: str) -> Diagnosis:
    said = f", that is {meaning}" if meaning else ""
    wanted = f"{name}: expected the shape {like.shape}{said}, received {received.shape}."
    if received.ndim == like.ndim == 2 and received.shape == like.shape[::-1]:
        return Diagnosis("transposed", f"{wanted} It is the transpose of the right shape.", name)
    if received.ndim == like.ndim + 1:
        if any(received.shape[:i] + received.shape[i + 1 :] == like.shape for i in _ones(received)):
            return Diagnosis("extra-axis", f"{wanted} There is an axis of length 1 too many.", name)
        return Diagnosis("unsummed-axis", f"{wanted} It still has an axis that should have been summed over.", name)
    if received.ndim < like.ndim:
        return Diagnosis("summed-too-far", f"{wanted} An axis is gone that it should have.", name)
    return Diagnosis("shape", wanted, name)


def _ones(array: np.ndarray[Any, Any]) -> list[int]:
    return [axis for axis, length in enumerate(array.shape) if length == 1]


def kind(value: Any) -> str:
    """How a message names a plain value: 'an array of shape (3, 4)', 'a tuple of 2', 'a number'."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, bool):
        return f"the truth value {value}"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, (int, float, complex)):
        return "a number"
    if value is None:
        return "nothing (None)"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)}"
    if isinstance(value, dict):
        return f"a dict with the keys {', '.join(map(str, list(value)[:8]))}"
    return "something else"


def place(name: str, index: Any) -> str:
    """'dW[2, 0]'; the bare name for a scalar."""
    inner = ", ".join(str(int(i)) for i in index)
    return f"{name}[{inner}]" if inner else name


def show(value: Any) -> str:
    """A number or small array as a person reads it, at most 6 significant digits."""
    if isinstance(value, str):
        return value if len(value) <= MOST_TEXT else f"{value[:MOST_TEXT]}…"
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int) and abs(value) >= 10**15:
        return "a very large number"  # more digits than a float holds, or than Python will print
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return show(value.item())
        return np.array2string(value, precision=6, threshold=40, separator=", ", suppress_small=False)
    if isinstance(value, (int, float)):
        return f"{value:.6g}"
    if isinstance(value, (tuple, dict)):
        return kind(value)
    return str(value)
