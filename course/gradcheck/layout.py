"""Parameters as one long vector: an array, a number, or a dict of arrays, taken apart and put together again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from course.errors import DtypeError, InputError, ShapeError
from course.gradcheck.values import Array, as_float64

__all__ = ["Layout", "layout"]


@dataclass(frozen=True)
class Layout:
    """Names and shapes of the arrays that make up a vector; a single array has the name ''."""

    shapes: dict[str, tuple[int, ...]]
    single: bool

    @cached_property
    def bounds(self) -> dict[str, tuple[int, int]]:
        """Name to where its entries start and end in the vector."""
        ends = np.cumsum([0, *(int(np.prod(shape)) for shape in self.shapes.values())])
        return {name: (int(a), int(b)) for name, (a, b) in zip(self.shapes, pairwise(ends), strict=True)}

    def vector(self, value: Any) -> Array:
        """``value``, of this layout, as a vector of its own, in float64."""
        arrays = [value] if self.single else [value[name] for name in self.shapes]
        return np.concatenate([np.asarray(array, dtype=np.float64).ravel() for array in arrays])

    def unpack(self, vectors: Array) -> Any:
        """The array or dict of arrays of a vector (n,); of a stack (k, n), each with the stack's axis first."""
        lead = vectors.shape[:-1]
        parts = {
            name: vectors[..., start:end].reshape(lead + self.shapes[name])
            for name, (start, end) in self.bounds.items()
        }
        if not self.single:
            return parts
        array = parts[""]
        return array if array.ndim else array[()]

    def place(self, entry: int) -> str:
        """Where a flat entry stands: 'W1[3, 7]', '[0]', 'the number itself'."""
        for name, (start, end) in self.bounds.items():
            if start <= entry < end:
                index = np.unravel_index(entry - start, self.shapes[name])
                inside = f"[{', '.join(str(int(i)) for i in index)}]" if index else ""
                return f"{name}{inside}" or "the number itself"
        raise IndexError(f"entry {entry} of {self.size}")

    @cached_property
    def size(self) -> int:
        """How many numbers there are."""
        return sum(end - start for start, end in self.bounds.values())

    def gradient(self, value: Any) -> Array:
        """A gradient of this layout as a vector in float64.

        Raises
        ------
        InputError
            If it is no dict with the same names, where the parameters are one.
        ShapeError
            If an array has another shape than its variable.
        DtypeError
            If it does not hold real numbers.
        """
        if not self.single and (not isinstance(value, Mapping) or set(value) != set(self.shapes)):
            got = ", ".join(map(str, value)) if isinstance(value, Mapping) else type(value).__name__
            raise InputError("gradient", expected=f"a dict with the names {', '.join(self.shapes)}", got=got,
                             hint="one gradient for each parameter, under its name")  # fmt: skip
        for name, shape in self.shapes.items():
            array = np.asarray(value if self.single else value[name])
            label = f"gradient of {name}" if name else "gradient"
            if array.dtype.kind not in "fiu":
                raise DtypeError(label, expected="real numbers", got=str(array.dtype), hint="an array of float64")
            if array.shape != shape:
                raise ShapeError(label, expected=f"the shape of {name or 'x'}, {shape}", got=str(array.shape),
                                 hint="a gradient has the shape of its variable")  # fmt: skip
        return self.vector(value)


def layout(x: Any) -> Layout:
    """The layout of ``x``: a float64 array, a float, or a dict from name to float64 array.

    Raises
    ------
    DtypeError, NotFiniteError
        If an entry is not of float64, or not finite.
    InputError
        If a dict is empty, or a name in it is no text.
    """
    if isinstance(x, Mapping):
        if not x or not all(isinstance(name, str) for name in x):
            raise InputError("x", expected="a dict from names, one at least, to arrays",
                             got=f"the names {', '.join(map(repr, x)) or '(none)'}",
                             hint="network.params of a network that learns")  # fmt: skip
        return Layout({name: as_float64(array).shape for name, array in x.items()}, single=False)
    return Layout({"": as_float64(x).shape}, single=True)
