"""Settings that are one number, each with the range it may have: a rate, a share, a limit."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.errors import InputError

__all__ = ["count", "not_negative", "positive", "share"]


def positive(name: str, value: Any, hint: str = "0.1") -> float:
    """``value`` as a float, if it is a number above 0 and finite. Else InputError, with ``hint`` as what to try."""
    return _within(name, value, "a positive, finite number", hint, lambda x: 0.0 < x < np.inf)


def not_negative(name: str, value: Any, hint: str = "0.01") -> float:
    """``value`` as a float, if it is a finite number of 0 or more. Else InputError."""
    return _within(name, value, "a finite number, 0 or more", hint, lambda x: 0.0 <= x < np.inf)


def share(name: str, value: Any, hint: str = "0.9") -> float:
    """``value`` as a float, if it lies in [0, 1). Else InputError."""
    return _within(name, value, "a number in [0, 1)", hint, lambda x: 0.0 <= x < 1.0)


def count(name: str, value: Any, least: int = 1) -> int:
    """``value`` as an int, if it is a whole number of ``least`` or more. Else InputError."""
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < least:
        raise InputError(name, expected=f"a whole number, {least} or more", got=repr(value), hint=f"{name}={least}")
    return int(value)


def _within(name: str, value: Any, expected: str, hint: str, fits: Any) -> float:
    number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not number or not fits(float(value)):
        raise InputError(name, expected=expected, got=repr(value), hint=f"{name}={hint}")
    return float(value)
