"""What all optimisers share: w ← w − η_t · d_t. They differ in the direction d_t that they make of the gradient.

A direction may depend on earlier gradients. What it needs of them is kept by the parameter's name, in arrays that
start at zero and have the parameter's shape and type.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from course.errors import DtypeError, InputError, ShapeError
from course.schedules import Rate, as_schedule

__all__ = ["Array", "Optimiser"]

Array = NDArray[Any]


class Optimiser(ABC):
    """One step of descent after another, on parameters that are given by name.

    ``rate`` is the step size η: a number, or a schedule from the step's number t = 0, 1, … to η_t (see
    `course.schedules`). An optimiser belongs to one set of parameters; take a new one for a new run.
    """

    keeps: ClassVar[int] = 0
    """How many arrays a parameter needs beside it."""

    def __init__(self, rate: Rate) -> None:
        self.rate = as_schedule(rate)
        self.t = 0
        """Steps made so far."""
        self.kept: dict[str, tuple[Array, ...]] = {}

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Change every array of ``params`` in place. ``grads`` has the same names and shapes.

        Raises
        ------
        InputError
            If the names differ, or the schedule gives no finite rate of 0 or more.
        ShapeError, DtypeError
            If a gradient has not the shape of its parameter, or either holds no floating-point numbers.
        """
        _check(params, grads)
        rate = self._rate_now()
        kept = {name: self._kept_for(name, w) for name, w in params.items()}
        for name, w in params.items():
            w -= rate * self.direction(grads[name], *kept[name])
        self.t += 1

    @abstractmethod
    def direction(self, g: Array, *kept: Array) -> Array:
        """d_t from the gradient ``g`` and what is kept, which it brings up to date in place. ``g`` stays."""

    def _rate_now(self) -> float:
        # a float of Python's own leaves float32 arrays as they are; NumPy's float64 would widen them
        rate = float(self.rate(self.t))
        if not 0.0 <= rate < np.inf:
            raise InputError("rate", expected=f"a finite step size at t = {self.t}, 0 or more", got=f"{rate:g}",
                             hint="course.schedules.InverseTime(0.1, kappa=0.01)")  # fmt: skip
        return rate

    def _kept_for(self, name: str, w: Array) -> tuple[Array, ...]:
        if name not in self.kept:
            self.kept[name] = tuple(np.zeros_like(w) for _ in range(self.keeps))
        for array in self.kept[name]:
            if array.shape != w.shape:
                raise ShapeError(name, expected=f"shape {array.shape}, as in the step before",
                                 got=f"shape {w.shape}", hint="a new optimiser for a new network")  # fmt: skip
        return self.kept[name]


def _check(params: dict[str, Array], grads: dict[str, Array]) -> None:
    if params.keys() != grads.keys():
        raise InputError("grads", expected=f"one gradient each for {', '.join(sorted(params)) or 'nothing'}",
                         got=', '.join(sorted(grads)) or "none", hint="grads with the keys of params")  # fmt: skip
    for name, w in params.items():
        g = grads[name]
        for what, array in ((name, w), (f"grads[{name!r}]", g)):
            if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
                kind = f"an array of {array.dtype}" if isinstance(array, np.ndarray) else type(array).__name__
                raise DtypeError(what, expected="an array of floating-point numbers", got=kind,
                                 hint="np.array(..., dtype=float)")  # fmt: skip
        if g.shape != w.shape:
            raise ShapeError(f"grads[{name!r}]", expected=f"the shape of its parameter, {w.shape}",
                             got=f"shape {g.shape}", hint="a gradient has the shape of its variable")  # fmt: skip
