"""`best_step`: predict the step at which differences are most exact; the check measures it.

The function is e^(ωx) near x = 1/ω, for ω from 1e-4 to 1e4. So a step that is right for one ω is off by decades for
another: a law is asked for, and not a number.
"""

from __future__ import annotations

from functools import cache, partial
from math import log10
from typing import Any

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, ValueExercise

EPS = float(np.finfo(np.float64).eps)
WITHIN = 1.0
"""Decades. The measured best lies within half of one of the law's."""
SCHEMES = ("forward", "central")


def _draw(rng: np.random.Generator, scheme: str) -> Args:
    """Decades of ω far enough from 0 that an answer that never looks at ω is off by more than `WITHIN`."""
    decades = float(rng.uniform(1.6, 4.0) * rng.choice([-1.0, 1.0]))
    return {"scheme": scheme, "omega": float(f"{10.0**decades:.4g}")}


def _fast(rng: np.random.Generator, scheme: str) -> Args:
    return {"scheme": scheme, "omega": float(f"{10.0 ** rng.uniform(1.6, 4.0):.4g}")}


@cache
def measured(scheme: str, omega: float) -> float:
    """The exponent k, in eighths, for which h = 10^k has the least error; 201 points, root mean square."""
    z = np.linspace(0.5, 1.5, 201)
    x, exact = z / omega, omega * np.exp(z)
    exponents = np.arange(-14.0, 0.01, 0.125) - round(8 * log10(omega)) / 8

    def error(k: float) -> float:
        above, below = x + 10.0**k, x - 10.0**k if scheme == "central" else x
        slope = (np.exp(omega * above) - np.exp(omega * below)) / (above - below)
        return float(np.sqrt(np.mean((slope / exact - 1) ** 2)))

    return float(min(exponents, key=error))


def _law(scheme: str, omega: float) -> float:
    """The exponent of the lesson's step: where the two errors of section 5.6 are least together."""
    best = (2 * EPS) ** (1 / 2) if scheme == "forward" else (1.5 * EPS) ** (1 / 3)
    return log10(best / omega)


def _other_scheme(scheme: str, omega: float) -> dict[str, float]:
    return {"k": _law(SCHEMES[scheme == "forward"], omega)}


def _omega_ignored(scheme: str, omega: float) -> dict[str, float]:
    return {"k": _law(scheme, 1.0)}


def _example_kept(scheme: str, omega: float) -> dict[str, float]:
    return {"k": -8.0 if scheme == "forward" else -5.4}


def _omega_upside_down(scheme: str, omega: float) -> dict[str, float]:
    return {"k": _law(scheme, 1 / omega)}


def _smallest(scheme: str, omega: float) -> dict[str, float]:
    return {"k": log10(EPS) - log10(omega)}


def _sign(scheme: str, omega: float) -> dict[str, float]:
    return {"k": -_law(scheme, omega)}


def _step_itself(scheme: str, omega: float) -> dict[str, float]:
    return {"k": 10.0 ** _law(scheme, omega)}


def _natural_logarithm(scheme: str, omega: float) -> dict[str, float]:
    return {"k": _law(scheme, omega) * float(np.log(10))}


TURNED = "The sign of the exponent is wrong: this step is enormous."
THE_STEP = "This is the step itself; asked for is the exponent k in h = 10 to the power k."
MISTAKES = (
    Mistake("other-scheme", "This is the best step of the other scheme: the two bend differently as h grows.",
            _other_scheme),
    Mistake("omega-ignored", "This step would do for omega = 1 and never changes with omega; a function that "
            "bends sharply needs another step than a flat one.", _omega_ignored),
    Mistake("example-kept", "These are the exponents of the example, omega = 1, whatever omega is; a function that "
            "bends sharply needs another step than a flat one.", _example_kept),
    Mistake("omega-upside-down", "The step grows with omega: the faster a function bends, the longer your step.",
            _omega_upside_down),
    Mistake("as-small-as-can-be", "At this step rounding is all that is left of the difference.",
            _smallest),
    Mistake("sign-flipped", TURNED, _sign),
    Mistake("step-for-exponent", THE_STEP, _step_itself),
    Mistake("natural-logarithm", "The exponent belongs to e as its base; asked for is the one that belongs to 10.",
            _natural_logarithm),
)  # fmt: skip


def _explain(args: Args, part: str, expected: Any, received: Any) -> str:
    """Which way the step is off, for an answer that is no law of the list.

    Right exponents are below -1 here. So a positive number is the step itself, or a sign too many, whatever constant
    the law was given.
    """
    k = float(np.asarray(received))
    if k > 0 and abs(log10(k) - float(expected)) <= WITHIN:
        return THE_STEP
    if abs(-k - float(expected)) <= WITHIN:
        return TURNED
    away = k - float(expected)
    which = "too large: the difference bends" if away > 0 else "too small: rounding wins"
    return f"h is {which}. For {args['scheme']} differences your exponent is off by {abs(away):.2g}."


BEST_STEP = ValueExercise(
    id="best_step",
    lesson=LESSON,
    title="Predict the best step, then measure",
    points=2,
    signature=("scheme", "omega"),
    parts=("k",),
    cases=(
        Case("forward and central in turn", (partial(_draw, scheme="forward"), partial(_draw, scheme="central")),
             share=3, trials=6),
        Case("a large omega", (partial(_fast, scheme="forward"), partial(_fast, scheme="central")), trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.BEST_STEP),
    hints=hints.BEST_STEP_HINTS,
    withheld=WITHHELD,
    shapes={"k": "one number"},
    reference=lambda scheme, omega: {"k": measured(scheme, omega)},
    atol=WITHIN,
    explain=_explain,
)  # fmt: skip
