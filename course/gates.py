"""Logic gates from one unit, and the two gates that no unit computes.

A unit fires (gives 1) where w·x + b > 0, so its step is 0 at 0. `WEIGHTS` is one choice of many.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from course.errors import InputError
from course.labelled import Array, real

INPUTS: Array = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float64)
"""The rows of a truth table of two inputs, in the usual order."""

TABLES: dict[str, tuple[int, int, int, int]] = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
    "XOR": (0, 1, 1, 0),
    "XNOR": (1, 0, 0, 1),
}
"""Gate to its outputs on `INPUTS`."""

WEIGHTS: dict[str, tuple[tuple[float, float], float]] = {
    "AND": ((1.0, 1.0), -1.5),
    "OR": ((1.0, 1.0), -0.5),
    "NAND": ((-1.0, -1.0), 1.5),
    "NOR": ((-1.0, -1.0), 0.5),
}
"""Gate to a (w, b) whose unit computes it."""


def step(z: Any) -> Array:
    """1 where z > 0, else 0. So step(0) = 0, the convention of this course."""
    return (np.asarray(z) > 0).astype(np.float64)


def step_from_zero(z: Any) -> Array:
    """1 where z ≥ 0, else 0: the other convention, under which a unit with nothing coming in fires."""
    return (np.asarray(z) >= 0).astype(np.float64)


def unit(X: Any, w: Any, b: float) -> Array:
    """The output of one unit on each row of X (n, d): 1 where X @ w + b > 0, else 0. Shape (n,)."""
    return step(real("X", X) @ real("w", w) + b)


def table(gate: str) -> Array:
    """The gate's outputs on `INPUTS`, (4,) of 0 and 1.

    Raises
    ------
    InputError
        If there is no such gate.
    """
    if gate not in TABLES:
        raise InputError("gate", expected=f"one of {', '.join(TABLES)}", got=repr(gate), hint="gate='AND'")
    return np.array(TABLES[gate], dtype=np.float64)


def nets_that_compute(gate: str, step: Callable[[Any], Array]) -> list[tuple[int, ...]]:
    """Try every net of two hidden units and an output unit, none with a bias; keep those that compute a gate.

    A net is (a1, a2, b1, b2, v1, v2): hidden units step(a·x) and step(b·x), output step(v1·h1 + v2·h2). On
    inputs of 0 and 1 a unit without bias depends only on the signs of its two weights and of their sum, and
    the whole numbers -2..2 reach every combination of these. An empty list settles it for all real weights.
    """
    wanted = table(gate)
    pairs = list(product(range(-2, 3), repeat=2))
    hidden = {pair: step(INPUTS @ np.array(pair)) for pair in pairs}
    return [
        (*a, *b, *v)
        for a, b, v in product(pairs, repeat=3)
        if np.array_equal(step(v[0] * hidden[a] + v[1] * hidden[b]), wanted)
    ]
