"""What an operation is: its value, and how a gradient goes back through it, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

__all__ = ["Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """An operation out = f(a, b, …), on numbers and arrays alike.

    A rule need not sum over axes along which NumPy repeated an operand: `course.graph.values.fit` does it for all.
    """

    symbol: str
    """What stands in the node of a drawing: '×'."""
    text: str
    """The operation written out, with {a}, {b}, … for its inputs: '{a} × {b}'."""
    value: Callable[..., Any]
    """``value(a, b, …)`` is f of the inputs' values."""
    back: Callable[..., tuple[Any, ...]]
    """``back(up, out, a, b, …)``: for each input, ``up`` = ∂L/∂out times the local derivative, in one expression
    that forms no Jacobian."""
    local: tuple[str, ...]
    """For each input, what ``up`` meets on its way back, written out; {out} is the operation's own value,
    'G ↦ …' says what becomes of an upstream gradient G where that is no product entry by entry."""
    hint: str = "operands that the operation can take"
    """What to try when NumPy refuses the operands."""

    def written(self, names: Sequence[str]) -> str:
        """The operation with its inputs' names: 'x × y'."""
        return self.text.format(**_lettered(names))

    def local_written(self, position: int, names: Sequence[str], out: str) -> str:
        """What the gradient meets on its way to the input at ``position``, with names: 'y' at 0 of x × y."""
        return self.local[position].format(out=out, **_lettered(names))


def _lettered(names: Sequence[str]) -> dict[str, str]:
    return dict(zip(ascii_lowercase, names, strict=False))
