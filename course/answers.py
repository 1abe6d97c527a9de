"""Answers as plain data: arrays, numbers, strings, and tuples and dicts of them, each a copy.

Everything that a student's function takes or returns passes through `plain` once. What comes out holds no
reference to the student's objects: no views, no ndarray subclasses, no lists that share storage.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.errors import AnswerError

MAX_DEPTH = 4
MAX_ITEMS = 10_000
MAX_ENTRIES = 10_000_000
"""An array may claim a size without the memory behind it (``np.broadcast_to``); a copy would need it all."""


def plain(value: Any, depth: int = 0) -> Any:
    """Return ``value`` as plain data, copied.

    Arrays of bool, integer, float or complex entries stay arrays (base class, own memory); NumPy scalars
    become Python numbers; lists of numbers become arrays; tuples and dicts with string keys are kept; a set
    of texts (letters chosen) becomes a tuple in a fixed order.

    Raises
    ------
    AnswerError
        For anything else: object arrays, generators, functions, deep nesting, very large arrays and containers.
    """
    if value is None or isinstance(value, (bool, int, float, complex, str)):
        return _scalar(value)
    if isinstance(value, np.generic):
        return _numpy_scalar(value)
    if isinstance(value, np.ndarray):
        return _array(value)
    if depth >= MAX_DEPTH:
        raise AnswerError(f"expected arrays or numbers, got containers nested more than {MAX_DEPTH} deep")
    if isinstance(value, (tuple, list, dict, set, frozenset)) and len(value) > MAX_ITEMS:
        raise AnswerError(f"expected at most {MAX_ITEMS} items, got {len(value)}. Try: return an array")
    if isinstance(value, tuple):
        return tuple(plain(item, depth + 1) for item in tuple.__iter__(value))
    if isinstance(value, list):
        return _list(value, depth)
    if isinstance(value, (set, frozenset)):
        return _letters(value)
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in dict.keys(value)):
            raise AnswerError("expected a dict with text keys, got other keys")
        return {_scalar(key): plain(item, depth + 1) for key, item in dict.items(value)}
    raise AnswerError(f"expected an array or a number, got {type(value).__name__}")


def _scalar(value: Any) -> Any:
    # kind.__new__ and not value's own methods: a subclass with a mind of its own becomes the plain thing
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, complex):
        return complex(complex.real.__get__(value), complex.imag.__get__(value))
    return str.__str__(value)


def _numpy_scalar(value: np.generic) -> Any:
    if isinstance(value, np.longdouble):
        return float(value)
    if isinstance(value, np.clongdouble):
        return complex(value)
    item = value.item()
    if not isinstance(item, (bool, int, float, complex, str)):
        raise AnswerError(f"expected an array or a number, got {type(value).__name__}")
    return _scalar(item)


def _array(value: np.ndarray[Any, Any]) -> Any:
    value = np.ndarray.view(value, np.ndarray)  # the base class, before anything is asked of a subclass
    if value.size > MAX_ENTRIES:
        raise AnswerError(f"expected at most {MAX_ENTRIES} entries, got an array of shape {value.shape}")
    if value.dtype.kind not in "biufc":
        raise AnswerError(f"expected an array of numbers, got an array of {value.dtype}")
    return np.array(value, dtype=value.dtype.newbyteorder("="), order="C", copy=True, subok=False)


def _letters(value: set[Any] | frozenset[Any]) -> tuple[str, ...]:
    items = list(set.__iter__(value) if isinstance(value, set) else frozenset.__iter__(value))
    if not items or not all(isinstance(item, str) for item in items):
        raise AnswerError("expected an array or a number, got a set")
    return tuple(sorted(_scalar(item) for item in items))


def _list(value: list[Any], depth: int) -> Any:
    try:
        array = np.array(value)
    except (ValueError, TypeError):  # ragged: keep what it was, and let the comparison say so
        return tuple(plain(item, depth + 1) for item in value)
    return _array(array) if array.dtype.kind in "biufc" else tuple(plain(item, depth + 1) for item in value)
