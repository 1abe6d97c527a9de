"""`zero_denominators`: where the usual proof of the chain rule divides by zero, as near to the point as one likes.

The inner function is g(x) = x² sin(ω/x) with g(0) = 0, looked at from x = 0. It has the slope 0 there, and it comes
back to 0 at every t with sin(ω/t) = 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD, numbers
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, PropertyExercise

COUNT = 4
ROUNDING = 1e-6
"""How large sin(ω/t) may be by rounding alone: ω/t stays below 10^8 here, and is off by less than 10^-7."""


def _draw(rng: np.random.Generator, low: float, high: float, sign: float = 1.0) -> Args:
    near = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    return {"omega": sign * float(rng.uniform(0.5, 6.0)), "near": near}


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    t, said = numbers(answer.get("t"), "t", (COUNT,))
    return {"t": said or _wrong(t, **args)}


def _wrong(t: Array, omega: float, near: float) -> str | None:
    for i, one in enumerate(t):
        if one == 0:
            return f"t[{i}] is 0: the limit leaves t = 0 out, and there every g has the denominator 0"
        if abs(one) >= near:
            return f"t[{i}] is {one:.4g}, and that is not closer to 0 than near = {near:.4g}"
    if len(np.unique(t)) < COUNT:
        return "two of the steps are equal, and four different ones are asked for"
    sine = np.abs(np.sin(omega / t))
    i = int(np.argmax(sine))
    if not sine[i] <= ROUNDING:  # also where ω/t overflowed
        return f"at t[{i}] = {t[i]:.4g} the sine is {sine[i]:.4g} in size: the denominator is small there, but not 0"
    return None


def _steps(at: Callable[[float, Array], Array]) -> Callable[..., dict[str, Array]]:
    """Four steps t = at(ω, k) with neighbouring whole k, large enough to lie closer than ``near``."""

    def make(omega: float, near: float) -> dict[str, Array]:
        first = np.ceil(abs(at(omega, np.ones(1))[0]) / near) + 1.0  # all of them fall at least as 1/k
        return {"t": at(omega, first + np.arange(4.0))}

    return make


def _from_one(omega: float, near: float) -> dict[str, Array]:
    return {"t": omega / (np.pi * np.arange(1.0, 5.0))}


def _upside_down(omega: float, near: float) -> dict[str, Array]:
    return {"t": np.pi * np.arange(1.0, 5.0) / omega}


def _halved(omega: float, near: float) -> dict[str, Array]:
    return {"t": near / 2.0 ** np.arange(1.0, 5.0)}


MISTAKES = (
    Mistake("zeros-too-far-out", "These steps make the denominator 0, but they are not closer to 0 than near.",
            _from_one),
    Mistake("upside-down", "These steps grow: the fraction in the sine was turned the wrong way round.",
            _upside_down),
    Mistake("peaks-for-zeros", "At these steps the sine is 1 or -1: they are its peaks, where g is farthest from 0.",
            _steps(lambda omega, k: omega / ((k - 0.5) * np.pi))),
    Mistake("omega-forgotten", "These steps would do for omega = 1: they do not change with omega.",
            _steps(lambda omega, k: 1 / (k * np.pi))),
    Mistake("degrees", "These steps would do if the sine took degrees; np.sin takes radians.",
            _steps(lambda omega, k: omega / (k * 180))),
    Mistake("small-for-zero", "These steps are near, each half the one before, but the denominator is not 0 there.",
            _halved),
)  # fmt: skip

ZERO_DENOMINATORS = PropertyExercise(
    id="zero_denominators",
    lesson=LESSON,
    title="The slide says: divide by g(x + t) − g(x)",
    points=2,
    signature=("omega", "near"),
    parts=("t",),
    cases=(
        Case("ordinary inputs", partial(_draw, low=0.01, high=0.1), share=3),
        Case("near very small", partial(_draw, low=1e-6, high=1e-5), share=1, trials=2),
        Case("omega below 0", partial(_draw, low=0.01, high=0.1, sign=-1.0), share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.ZERO_DENOMINATORS),
    hints=hints.ZERO_DENOMINATORS_HINTS,
    withheld=WITHHELD,
    shapes={"t": "(4,)"},
    verify=_verify,
)
