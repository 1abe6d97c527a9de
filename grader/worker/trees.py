"""A tree of plain data as JSON and a list of arrays, and back, where the JSON may have been forged.

None, bool, int, float and str stand as JSON has them (with NaN and Infinity); the rest is an object with one key:
``{"c": [re, im]}`` a complex number, ``{"t": […]}`` a tuple, ``{"d": {…}}`` a dict, ``{"a": 3}`` the array number 3.
Arrays are numbered in the order in which the tree names them, and each is named once: else a small frame could
name one large array many times, and be read as gigabytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .npy import NpyError, pack, unpack

MAX_DEPTH = 12
MAX_NODES = 100_000
MAX_ARRAYS = 10_000


class FrameError(Exception):
    """These bytes are no frame, or this tree cannot be sent as one."""


class _Walk:
    """What both directions count."""

    def __init__(self, arrays: list[bytes]) -> None:
        self.arrays = arrays
        self.nodes = 0
        self.named = 0

    def step(self, depth: int) -> None:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise FrameError(f"expected at most {MAX_NODES} values, nested at most {MAX_DEPTH} deep, got more")


class Writer(_Walk):
    """``Writer(limit).write(tree)`` gives the JSON value; `arrays` then holds the ``.npy`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__([])
        self.room = limit

    def write(self, value: Any, depth: int = 0) -> Any:
        """``value`` as a JSON value. Raises `FrameError` for what is not plain data, or too much."""
        self.step(depth)
        kind = type(value)  # exactly these types: a subclass may have a mind of its own
        if value is None or kind in (bool, int, float):
            return value
        if kind is str:
            return _text(value)
        if kind is complex:
            return {"c": [value.real, value.imag]}
        if kind is tuple:
            return {"t": [self.write(item, depth + 1) for item in value]}
        if kind is dict:
            return {"d": {_text(key): self.write(item, depth + 1) for key, item in value.items()}}
        if kind is np.ndarray:
            return {"a": self._array(value)}
        raise FrameError(f"expected plain data, got {kind.__name__}")

    def _array(self, value: np.ndarray[Any, Any]) -> int:
        self.room -= value.nbytes
        if self.room < 0 or len(self.arrays) >= MAX_ARRAYS:  # known before the copy is made
            raise FrameError(f"expected at most {MAX_ARRAYS} arrays within the limit on bytes, got more")
        try:
            self.arrays.append(pack(value))
        except NpyError as error:
            raise FrameError(str(error)) from None
        return len(self.arrays) - 1


class Reader(_Walk):
    """``Reader(arrays).read(value)`` gives the tree that a `Writer` wrote."""

    def read(self, value: Any) -> Any:
        """The tree in a JSON ``value``. Raises `FrameError` for anything that no `Writer` writes."""
        tree = self._read(value, 0)
        if self.named != len(self.arrays):
            raise FrameError(f"expected {self.named} arrays, as many as the tree names, got {len(self.arrays)}")
        return tree

    def _read(self, value: Any, depth: int) -> Any:
        self.step(depth)
        if value is None or type(value) in (bool, int, float):
            return value
        if type(value) is str:
            return _text(value)
        if type(value) is not dict or len(value) != 1:
            raise FrameError("expected an object with one key in the tree, got something else")
        ((tag, inner),) = value.items()
        if tag == "t" and type(inner) is list:
            return tuple(self._read(item, depth + 1) for item in inner)
        if tag == "d" and type(inner) is dict:
            return {_text(key): self._read(item, depth + 1) for key, item in inner.items()}
        if tag == "c" and type(inner) is list and [type(part) for part in inner] == [float, float]:
            return complex(inner[0], inner[1])
        if tag == "a" and type(inner) is int:
            return self._array(inner)
        raise FrameError("expected a tagged value in the tree, got something else")

    def _array(self, index: int) -> np.ndarray[Any, Any]:
        if index != self.named or index >= len(self.arrays):
            raise FrameError(f"expected array number {self.named} next, got {index}")
        self.named += 1
        try:
            return unpack(self.arrays[index])
        except NpyError as error:
            raise FrameError(str(error)) from None


def _text(value: Any) -> str:
    if type(value) is not str:
        raise FrameError(f"expected a text key, got {type(value).__name__}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise FrameError("expected text, got half of a surrogate pair, which no file can hold") from None
    return value
