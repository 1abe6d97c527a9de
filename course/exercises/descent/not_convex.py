"""`not_convex`: two points and a mix of them that show a tiny network's loss to be no bowl."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.exercises.descent import hints
from course.exercises.descent.draws import LESSON, WITHHELD
from course.exercises.spec import Args, Array, Case, PropertyExercise

GAP = 0.01
"""How far above the chord the loss must lie, so that no rounding decides."""


def loss(point: Array, y: float) -> float:
    """(v·tanh(u) − y)² at ``point`` = (u, v): one hidden unit, one output weight, one example with input 1."""
    u, v = point
    return float((v * np.tanh(u) - y) ** 2)


def _target(sign: float) -> Any:
    def draw(rng: np.random.Generator) -> Args:
        return {"y": sign * float(rng.uniform(0.3, 0.9))}

    return draw


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    said: dict[str, str | None] = {name: _no_point(name, answer.get(name)) for name in ("p", "q")}
    said["t"] = _no_share(answer.get("t"))
    if not any(said.values()):
        point_p, point_q = (np.asarray(answer[name], dtype=np.float64) for name in ("p", "q"))
        said = dict.fromkeys(said, _chord(point_p, point_q, float(answer["t"]), args["y"]))
    return said


def _no_point(name: str, value: Any) -> str | None:
    try:
        point = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return f"{name} is {type(value).__name__}, not made of numbers"
    if point.shape != (2,):
        return f"{name} should be two numbers, u and v, and its shape is {point.shape}"
    if not np.isfinite(point).all() or np.abs(point).max() > 1e6:
        return f"{name} holds a number that is not finite, or larger than a million"
    return None


def _no_share(value: Any) -> str | None:
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f"t should be one number, and it is {type(value).__name__}"
    if not 0 < value < 1:
        return f"t = {value:.4g} is no mix: it must lie between 0 and 1, and neither end counts"
    return None


def _chord(p: Array, q: Array, t: float, y: float) -> str | None:
    if np.array_equal(p, q):
        return "p and q are one point, so every mix of them is that point again"
    here, above = loss(t * p + (1 - t) * q, y), t * loss(p, y) + (1 - t) * loss(q, y)
    if here > above + GAP:
        return None
    where = "above it by too little to count" if here > above else "not above it"
    return f"for y = {y:.4g} the loss at your mix is {here:.4g} and the chord has {above:.4g}: {where}"


NOT_CONVEX = PropertyExercise(
    id="not_convex",
    lesson=LESSON,
    title="Catch a loss above its chord",
    points=2,
    signature=("y",),
    parts=("p", "q", "t"),
    form="tuple",
    cases=(
        Case("a positive target", _target(1.0), alone=True),
        Case("a negative target", _target(-1.0), alone=True),
    ),
    withheld=WITHHELD,
    shapes={"p": "(2,)", "q": "(2,)", "t": "one number"},
    hints=hints.NOT_CONVEX_HINTS,
    verify=_verify,
)
