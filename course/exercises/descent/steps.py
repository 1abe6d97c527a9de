"""`predict_steps`: how many steps a descent on a bowl needs. The spec makes the descent and counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.descent import hints
from course.exercises.descent.draws import LESSON, WITHHELD, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until

MOST = 100_000
"""Steps. Draws need a few hundred at most."""


def measured(lams: Array, alpha: float, factor: float) -> int:
    """Descend on ½ Σ lams·e² from e = 1 and count the steps until no entry of e is longer than ``factor``.

    Raises
    ------
    RuntimeError
        If that takes more than `MOST` steps, as with a step size that diverges.
    """
    error = np.ones(len(lams))
    for t in range(MOST):
        if np.abs(error).max() <= factor:
            return t
        error = error - alpha * lams * error
    raise RuntimeError(f"expected a descent that ends, got {MOST} steps. Try: alpha below 2 over the largest lam")


def _exact(lams: Array, alpha: float, factor: float) -> float:
    """The number of steps before rounding up."""
    with np.errstate(divide="ignore"):
        return float(np.log(factor) / np.log(np.abs(1 - alpha * lams).max()))


def _clear(args: Args) -> bool:
    """Whether rounding up does not hang on the last digits, and each named mistake gives another number."""
    t = _exact(**args)
    others = [make(**args)["steps"] for make in (_flattest, _exponential, _averaged)]
    right = int(np.ceil(t))
    return abs(t - round(t)) > 0.05 and right > 3 and others[1] != right != others[2]


def _decided_by(rng: np.random.Generator, *, flat: bool) -> Args:
    """Several directions; the flattest is the slowest, or the steepest is, which then jumps to and fro."""

    def draw() -> Args:
        (d,) = sizes(rng, 1, 2, 5)
        lams = rng.uniform(0.5, 4.0, size=d)
        top, low = lams.max(), lams.min()
        even = 2 / (top + low)  # where both ends shrink alike
        alpha = even * rng.uniform(0.35, 0.9) if flat else even + (2 / top - even) * rng.uniform(0.3, 0.85)
        return {"lams": lams, "alpha": float(alpha), "factor": float(10 ** rng.uniform(-3.5, -1.5))}

    def fits(args: Args) -> bool:
        spread = args["lams"].max() / args["lams"].min()
        apart = _flattest(**args)["steps"] != _steepest(**args)["steps"]
        return bool(spread > 1.5 and apart and _clear(args))

    return until(draw, fits)


def _flat_decides(rng: np.random.Generator) -> Args:
    return _decided_by(rng, flat=True)


def _steep_decides(rng: np.random.Generator) -> Args:
    return _decided_by(rng, flat=False)


def _one_direction(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        lam = float(rng.uniform(0.5, 4.0))
        return {"lams": np.array([lam]), "alpha": float(rng.uniform(0.1, 0.8)) / lam,
                "factor": float(10 ** rng.uniform(-3.5, -1.5))}  # fmt: skip

    return until(draw, lambda args: abs(_exact(**args) - round(_exact(**args))) > 0.05)


def _at_once(rng: np.random.Generator) -> Args:
    """Every direction of one curvature, and the step that lands: powers of two, so that nothing is rounded."""
    lam = float(2.0 ** rng.integers(-1, 3))
    return {"lams": np.full(int(rng.integers(1, 4)), lam), "alpha": 1 / lam, "factor": 0.001}


def _with(pick: Callable[[Array], Any]) -> Callable[..., dict[str, Any]]:
    """The count for one curvature made of all of them."""

    def make(lams: Array, alpha: float, factor: float) -> dict[str, Any]:
        shrink = abs(1 - alpha * float(pick(lams)))
        return {"steps": int(np.ceil(np.log(factor) / np.log(shrink))) if 0 < shrink < 1 else 1}

    return make


_flattest, _steepest, _averaged = _with(np.min), _with(np.max), _with(np.mean)


def _exponential(lams: Array, alpha: float, factor: float) -> dict[str, Any]:
    return {"steps": int(np.ceil(-np.log(factor) / (alpha * lams.min())))}


def _rule_of_thumb(lams: Array, alpha: float, factor: float) -> dict[str, Any]:
    return {"steps": int(np.ceil(lams.max() / lams.min() / 2 * np.log(1 / factor)))}


def _off(by: int) -> Callable[..., dict[str, Any]]:
    return lambda lams, alpha, factor: {"steps": measured(lams, alpha, factor) + by}


def _unrounded(lams: Array, alpha: float, factor: float) -> dict[str, Any]:
    return {"steps": _exact(lams, alpha, factor)}


def _of_the_loss(lams: Array, alpha: float, factor: float) -> dict[str, Any]:
    return {"steps": measured(lams, alpha, factor**0.5)}


MISTAKES = (
    Mistake("flattest-only", "You follow the flattest direction alone; with a long step the steepest one, which "
            "jumps to and fro, can be the slower.", _flattest),
    Mistake("steepest-only", "You follow the steepest direction alone; the flattest one can be the slower.",
            _steepest),
    Mistake("average-curvature", "You follow an average of the directions; the slowest one decides.", _averaged),
    Mistake("exponential", "You let the error shrink like a smooth exponential; it shrinks by a fixed factor "
            "a step, and for steps of this size that is not the same.", _exponential),
    Mistake("rule-of-thumb", "You count as for the best step size, with the condition number; here the step size is "
            "given, and need not be the best.", _rule_of_thumb),
    Mistake("one-too-few", "Your count is one step short: after it the error is still too long.", _off(-1)),
    Mistake("one-too-many", "Your count is one step too long: the step before it is enough.", _off(1)),
    Mistake("not-whole", "Your count is no whole number: the first whole step that is enough is asked for.",
            _unrounded),
    Mistake("loss-not-error", "You wait until the loss has shrunk by the factor; the error itself is asked for.",
            _of_the_loss),
)  # fmt: skip

PREDICT_STEPS = ValueExercise(
    id="predict_steps",
    lesson=LESSON,
    title="Predict the number of steps",
    points=3,
    signature=("lams", "alpha", "factor"),
    parts=("steps",),
    cases=(
        Case("ordinary inputs", (_flat_decides, _steep_decides), share=5, trials=6),
        Case("a single direction", _one_direction, trials=2),
        Case("every error gone after one step", _at_once, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.STEPS),
    hints=hints.STEPS_HINTS,
    withheld=WITHHELD,
    shapes={"steps": "one whole number"},
    reference=lambda lams, alpha, factor: {"steps": measured(lams, alpha, factor)},
)
