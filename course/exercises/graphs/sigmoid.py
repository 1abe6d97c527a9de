"""`sigmoid_slip`: numbers that bring a slide's slip to light, and the one that hides it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.activations import sigmoid
from course.exercises.graphs import hints
from course.exercises.graphs.tapes import WITHHELD
from course.exercises.spec import Args, Case, PropertyExercise

SAME = 1e-9
"""Two values of the sigmoid this close count as equal."""
PLAIN = 1e-3
"""A gradient must be this far from 0 for its sign to count."""
LARGEST = 1e3


def _number(name: str, value: Any) -> str | None:
    if isinstance(value, (str, tuple, dict, bool)) or value is None or np.shape(value) != ():
        return f"{name} should be one number."
    ok = np.isreal(value) and np.isfinite(value) and abs(value) <= LARGEST
    return None if ok else f"{name} should be a real number between -{LARGEST:g} and {LARGEST:g}."


def gradients(z: float, y: float) -> tuple[float, float]:
    """∂L/∂z of L = ½(σ(z) - y)², right, and with σ(-z) wherever σ(z) belongs, as on the slide."""
    right, slide = float(sigmoid(np.float64(z))), float(sigmoid(np.float64(-z)))
    return (right - y) * right * (1 - right), (slide - y) * slide * (1 - slide)


def _blind(value: Any) -> str | None:
    if said := _number("blind", value):
        return said
    right, slide = float(sigmoid(np.float64(value))), float(sigmoid(np.float64(-float(value))))
    if abs(right - slide) < SAME:
        return None
    return f"blind: there the sigmoid is {right:.4g} and the slide's form {slide:.4g}: a look at the value tells."


def _shown(z: Any, y: Any) -> str | None:
    if said := _number("z", z) or _number("y", y):
        return said
    if not 0 <= y <= 1:
        return "y: a target of a sigmoid unit lies between 0 and 1."
    right, slide = gradients(float(z), float(y))
    if min(abs(right), abs(slide)) <= PLAIN:
        return f"z and y: one of the two gradients is too near 0 for its sign to count: {right:.4g} and {slide:.4g}."
    if right * slide < 0:
        return None
    return f"z and y: both gradients point the same way: the right one is {right:.4g}, the slide's {slide:.4g}."


def _verify(args: Args, answer: Mapping[str, Any]) -> dict[str, str | None]:
    shown = _shown(answer["z"], answer["y"])
    return {"blind": _blind(answer["blind"]), "z": shown, "y": shown}


def _nothing(rng: np.random.Generator) -> Args:
    return {}


SIGMOID_SLIP = PropertyExercise(
    id="sigmoid_slip",
    lesson="06_graphs",
    title="The slide says: 1 + e to the power 1",
    points=2,
    signature=(),
    parts=("blind", "z", "y"),
    form="tuple",
    cases=(Case("your three numbers", _nothing, trials=1),),
    hints=hints.SLIP_HINTS,
    withheld=WITHHELD,
    shapes=dict.fromkeys(("blind", "z", "y"), "one number"),
    verify=_verify,
)
