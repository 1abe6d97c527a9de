"""Inputs and answers written out: as code that can be pasted into a cell, and as numbers to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.spec import Args, Exercise
from course.grading.forms import show

DIGITS = 6
"""Significant ones, as on the card."""


def as_code(exercise: Exercise, args: Args) -> str:
    """An assignment for each argument, then the call: lines to paste."""
    lines = [f"{name} = {_literal(value, len(name) + 3)}" for name, value in args.items()]
    return "\n".join([*lines, f"{exercise.id}({', '.join(exercise.signature)})"])


def as_printed(value: Any) -> Any:
    """The same with floats of so few digits that they can be read, and written out without loss."""
    if isinstance(value, dict):
        return {name: as_printed(item) for name, item in value.items()}
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.array([as_printed(float(item)) for item in value.flat], dtype=value.dtype).reshape(value.shape)
    return float(_float(value)) if isinstance(value, float) else value


def _literal(value: Any, indent: int) -> str:
    if isinstance(value, dict):
        gap = ",\n" + " " * (indent + 1)
        return "{" + gap.join(f'"{k}": {_literal(v, indent + len(k) + 5)}' for k, v in value.items()) + "}"
    if isinstance(value, np.ndarray):
        return f"np.array({_array(value, indent + len('np.array('), _code)})"
    return _code(value) if isinstance(value, float) else repr(value)


def _array(value: np.ndarray[Any, Any], indent: int, written: Callable[[float], str]) -> str:
    return np.array2string(
        value,
        separator=", ",
        prefix=" " * indent,
        max_line_width=100,
        threshold=1000,
        formatter={"float_kind": written},  # type: ignore[arg-type]  # its stub has no plain callable
    )


def _float(value: float) -> str:
    """With a point, so that what is pasted is an array of floats again."""
    text = f"{value:.{DIGITS}g}"
    return text if set(text) & set(".en") else f"{text}.0"


def _code(value: float) -> str:
    """As Python reads it, to the last digit; infinity and nan have a name there only as NumPy's."""
    if np.isnan(value):
        return "np.nan"
    return repr(float(value)) if np.isfinite(value) else f"{'-' if value < 0 else ''}np.inf"


def numbers(value: Any) -> str:
    """A value of an answer, to read: a small array in full, anything else as on the card."""
    return _array(value, 0, _float) if isinstance(value, np.ndarray) and value.ndim else show(value)
