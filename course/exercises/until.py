"""Draw until a draw fits, but not for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST = 10_000
"""Draws. Where one in fifty fits, that many fail together once in 10^87 times; no exercise asks for rarer luck."""


def until(draw: Callable[[], T], fits: Callable[[T], bool]) -> T:
    """The first of at most `MOST` draws that fits.

    Raises
    ------
    RuntimeError
        If none does: the exercise asks for inputs that do not exist.
    """
    for _ in range(MOST):
        drawn = draw()
        if fits(drawn):
            return drawn
    raise RuntimeError(f"expected a draw that fits, got {MOST} that do not. Try: an exercise that asks for less")
