"""An exercise that draws its inputs once: all answers to it are judged on the same ones.

Some draws look long for inputs on which no two mistakes agree. A thousand answers need not look again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from course.answers import plain
from course.exercises.spec import Args, Draw, Exercise

MOST = 256
"""Inputs that one draw keeps: those of a few seeds."""
Kind = TypeVar("Kind", bound=Exercise)


class Drawn:
    """A draw that knows what it gave a generator in the same state, and leaves this one as it left that."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._known: dict[str, tuple[Args, Any]] = {}

    def __call__(self, rng: np.random.Generator) -> Args:
        before = repr(rng.bit_generator.state)
        if before not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            args = plain(self._draw(rng))
            self._known[before] = args, rng.bit_generator.state
        args, rng.bit_generator.state = self._known[before]
        copied: Args = plain(args)
        return copied


def remembering(exercise: Kind) -> Kind:
    """The same exercise, each of its draws remembered."""
    cases = []
    for case in exercise.cases:
        draws = tuple(map(Drawn, case.draw)) if isinstance(case.draw, tuple) else Drawn(case.draw)
        cases.append(replace(case, draw=draws))
    return replace(exercise, cases=tuple(cases))
