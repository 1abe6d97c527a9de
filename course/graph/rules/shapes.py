"""Rules that move entries about and change none: what comes back is moved the other way.

An entry that is taken twice is a copy, and its gradients add up.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from string import ascii_lowercase
from typing import Any

import numpy as np

from course.graph.rules.rule import Rule

__all__ = ["concatenation", "indexing", "reshaping", "transposition"]


@lru_cache(maxsize=64)
def reshaping(shape: tuple[int, ...]) -> Rule:
    """The same entries in another shape; −1 stands for the length that is left."""
    return Rule(
        "reshape", f"reshape({{a}}, {shape})",
        value=lambda a: np.reshape(a, shape),
        back=lambda up, out, a: (np.reshape(up, np.shape(a)),),
        local=("1, entry for entry",), hint="as many entries as there are; one length may be −1",
    )  # fmt: skip


@lru_cache(maxsize=64)
def transposition(axes: tuple[int, ...] | None) -> Rule:
    """The axes in another order: reversed, or as given."""
    home = None if axes is None else tuple(int(place) for place in np.argsort([axis % len(axes) for axis in axes]))
    return Rule(
        "ᵀ", "{a}ᵀ" if axes is None else f"transpose({{a}}, {axes})",
        value=lambda a: np.transpose(a, axes),
        back=lambda up, out, a: (np.transpose(up, home),),
        local=("1, entry for entry",), hint="every axis once",
    )  # fmt: skip


def indexing(key: Any) -> Rule:
    """Out = a[key], for whatever NumPy takes as a key; entries that were not taken get the gradient 0."""
    key = deepcopy(key)  # an index array that is changed afterwards must not send gradients elsewhere
    keys = key if isinstance(key, tuple) else (key,)
    simple = all(isinstance(part, (int, slice, type(None), type(Ellipsis))) for part in keys)

    def value(a: Any) -> Any:
        taken = a[key]
        if np.size(taken) == 0:
            raise IndexError(key)
        return taken

    def back(up: Any, out: Any, a: Any) -> tuple[Any]:
        placed = np.zeros_like(a)
        if simple:
            placed[key] = up
        else:
            np.add.at(placed, key, up)
        return (placed,)

    return Rule(
        "[ ]", f"{{a}}[{', '.join(_key_written(part) for part in keys)}]",
        value=value,
        back=back,
        local=("1 for each time it was taken",), hint="an index inside the shape that takes one entry at least",
    )  # fmt: skip


@lru_cache(maxsize=64)
def concatenation(count: int, axis: int) -> Rule:
    """``count`` arrays laid end to end along ``axis``; each gets back its own stretch."""

    def back(up: Any, out: Any, *parts: Any) -> tuple[Any, ...]:
        ends = np.cumsum([part.shape[axis] for part in parts])[:-1]
        return tuple(np.split(up, ends, axis=axis))

    letters = ", ".join(f"{{{letter}}}" for letter in ascii_lowercase[:count])
    return Rule(
        "concat", f"concatenate({letters})" if count <= len(ascii_lowercase) else f"concatenate({count} arrays)",
        value=lambda *parts: np.concatenate(parts, axis=axis),
        back=back,
        local=("1 on its own stretch",) * count, hint="arrays whose lengths agree on all other axes",
    )  # fmt: skip


def _key_written(part: Any) -> str:
    if isinstance(part, slice):
        ends = ["" if end is None else str(end) for end in (part.start, part.stop)]
        return ":".join(ends if part.step is None else [*ends, str(part.step)])
    if part is Ellipsis:
        return "…"
    return str(part) if isinstance(part, (int, np.integer, type(None))) else "index array"
