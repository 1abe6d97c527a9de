"""Logic gates: from one unit, from a net of units where no single one will do, and any truth table from two layers.

A unit fires (gives 1) where w·x + b > 0, so its step is 0 at 0. `WEIGHTS` is one choice of many, and so is `NETS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from course.activations import step
from course.errors import InputError, ShapeError
from course.labelled import Array, real

__all__ = [
    "INPUTS",
    "NETS",
    "NOT",
    "TABLES",
    "WEIGHTS",
    "Net",
    "net_of",
    "nets_that_compute",
    "rows_of_table",
    "step",
    "step_from_zero",
    "table",
    "unit",
]

Weights = tuple[tuple[float, ...], float]

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

WEIGHTS: dict[str, Weights] = {
    "AND": ((1.0, 1.0), -1.5),
    "OR": ((1.0, 1.0), -0.5),
    "NAND": ((-1.0, -1.0), 1.5),
    "NOR": ((-1.0, -1.0), 0.5),
}
"""Gate to a (w, b) whose unit computes it."""

NOT: Weights = ((-1.0,), 0.5)
"""The (w, b) of a unit with one input, which it turns round: 0 to 1, 1 to 0."""


def step_from_zero(z: Any) -> Array:
    """1 where z ≥ 0, else 0: the other convention, under which a unit with nothing coming in fires."""
    return (np.asarray(z) >= 0).astype(np.float64)


def unit(X: Any, w: Any, b: float) -> Array:
    """The output of one unit on each row of X (n, d): 1 where X @ w + b > 0, else 0. Shape (n,)."""
    X, w = real("X", X), real("w", w)
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ShapeError("w", expected="one weight a column of X (n, d)", got=f"w {w.shape}, X {X.shape}",
                         hint="X[:, None] for one input")  # fmt: skip
    return step(X @ w + b)


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


@dataclass(frozen=True)
class Net:
    """Two layers of units: ``hidden`` units that see the inputs, and ``out``, which sees the hidden units."""

    hidden: tuple[Weights, ...]
    """(w, b) of each hidden unit, h of them; none is allowed, and then the output is the same on every row."""
    out: Weights
    """(w, b) of the output unit, with h weights."""

    def folded(self, X: Any) -> Array:
        """What the hidden units make of the rows X (n, d): the points (n, h) that the output unit separates."""
        X = real("X", X)
        return np.array([unit(X, w, b) for w, b in self.hidden]).reshape(len(self.hidden), len(X)).T

    def __call__(self, X: Any) -> Array:
        """The output on each row of X (n, d): (n,) of 0 and 1."""
        return unit(self.folded(X), *self.out)


NETS: dict[str, Net] = {
    "XOR": Net((WEIGHTS["OR"], WEIGHTS["NAND"]), WEIGHTS["AND"]),
    "XNOR": Net((WEIGHTS["AND"], WEIGHTS["NOR"]), WEIGHTS["OR"]),
}
"""The gates that no unit computes, each from three: x⊕y = (x ∨ y) ∧ ¬(x ∧ y); XNOR is "both, or neither"."""


def rows_of_table(d: int) -> Array:
    """The 2^d rows of a truth table of d inputs in the usual order, the last input changing fastest: (2^d, d)."""
    return np.array(list(product((0.0, 1.0), repeat=d))).reshape(2**d, d)


def net_of(outputs: Sequence[int]) -> Net:
    """A net that computes the truth table with these 2^d outputs, on `rows_of_table(d)`.

    One hidden unit for each row that is to give 1 fires on that row alone: weight +1 where the row holds 1 and −1
    where it holds 0, and a bias of ½ less than the sum that the row itself reaches. The output unit is their OR.
    Where more rows give 1 than 0, the units watch for the zeros instead, and the output is their NOR. So 2^(d−1)
    hidden units are enough, and this construction needs them all for parity (W. S. McCulloch and W. Pitts, Bulletin
    of Mathematical Biophysics 5, 1943; the normal form of logic).

    Raises
    ------
    ShapeError
        If the number of outputs is no power of 2.
    InputError
        If an output is neither 0 nor 1.
    """
    values = real("outputs", outputs)
    d = int(values.size).bit_length() - 1
    if values.ndim != 1 or values.size != 2**d:
        raise ShapeError("outputs", expected="2^d outputs, one a row of the table", got=f"shape {values.shape}",
                         hint="4 outputs for two inputs, 8 for three")  # fmt: skip
    if not np.isin(values, (0.0, 1.0)).all():
        raise InputError("outputs", expected="0 and 1 only", got=f"{values.tolist()}", hint="(0, 1, 1, 0)")
    rare = 1.0 if 2 * values.sum() <= values.size else 0.0
    watched = rows_of_table(d)[values == rare]
    hidden = tuple((tuple((2 * row - 1).tolist()), 0.5 - float(row.sum())) for row in watched)
    sense = 1.0 if rare else -1.0
    return Net(hidden, ((sense,) * len(hidden), -0.5 * sense))
