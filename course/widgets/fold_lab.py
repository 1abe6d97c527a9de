"""The fold lab: move two hidden units and an output unit until the net computes a gate that no unit can."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.gates import INPUTS, step, table
from course.labelled import Array
from course.plots.networks import fold
from course.widgets import stage

GATES = ("XOR", "XNOR")
NAMES = ("a1", "a2", "b1", "b2", "s1", "s2", "v1", "v2", "c")
"""Weights of hidden unit 1, of hidden unit 2, their biases, then the output unit."""


def _preset(gate: str, *numbers: float) -> dict[str, Any]:
    return {"gate": gate} | dict(zip(NAMES, numbers, strict=True))


PRESETS: dict[str, dict[str, Any]] = {
    "XOR, a first try": _preset("XOR", 1.0, 1.0, 1.0, -1.0, -0.5, -0.5, 1.0, -1.0, -0.5),
    "XNOR, a first try": _preset("XNOR", 1.0, 1.0, -1.0, -1.0, -1.5, 1.5, 1.0, 1.0, -0.5),
    "two units alike: no fold": _preset("XOR", 1.0, 1.0, 1.0, 1.0, -0.5, -0.5, 1.0, -1.0, -0.5),
    "thresholds on a sum: silent": _preset("XNOR", 1.0, 1.0, -1.0, -1.0, -2.0, 0.0, 1.0, 1.0, -0.5),
}


def lab() -> None:
    """Show the lab. Aim: four rows of four right for XOR, then for XNOR."""
    stage.show(draw, PRESETS, _controls)


def draw(gate: str, **numbers: float) -> tuple[Any, str]:
    """The fold of these nine numbers (`NAMES`), and how many rows are right; and what stands in the way."""
    W, b, v, c = net(numbers)
    hidden, wanted = step(INPUTS @ W.T + b), table(gate)
    got = step(hidden @ v + c)
    said = f"{int((got == wanted).sum())} of 4 rows right for {gate}."
    return fold.draw(wanted, W, b, v, c), f"{said}\n{obstacle(hidden, wanted)}"


def net(numbers: dict[str, float]) -> tuple[Array, Array, Array, float]:
    """The sliders' numbers as W (2, 2), b (2,), v (2,) and c."""
    a1, a2, b1, b2, s1, s2, v1, v2, c = (numbers[name] for name in NAMES)
    return np.array([[a1, a2], [b1, b2]]), np.array([s1, s2]), np.array([v1, v2]), c


def obstacle(hidden: Array, wanted: Array) -> str:
    """Whether some output unit could still finish the net, from what the hidden units make of the inputs."""
    ones = {tuple(point) for point in hidden[wanted > 0.5]}
    zeros = {tuple(point) for point in hidden[wanted < 0.5]}
    if ones & zeros:
        return "The fold puts inputs on one point that the gate tells apart: no output unit can part them."
    if len(ones) == len(zeros) == 2:  # four points, and the gate's own two stand at opposite corners
        return "The fold leaves four points crosswise, as they were: no line parts them."
    return "In the hidden plane a line parts the points: an output unit can finish the net."


def _controls() -> dict[str, Any]:
    import ipywidgets

    look = {"min": -3.0, "max": 3.0, "step": 0.1, "continuous_update": False}
    style = {"style": {"description_width": "10em"}}
    said = ("unit 1: weight of x1", "unit 1: weight of x2", "unit 2: weight of x1", "unit 2: weight of x2",
            "unit 1: bias", "unit 2: bias",
            "output: weight of h1", "output: weight of h2", "output: bias")  # fmt: skip
    sliders = {
        name: ipywidgets.FloatSlider(0.0, description=text, **look, **style)
        for name, text in zip(NAMES, said, strict=True)
    }
    return {"gate": ipywidgets.Dropdown(options=list(GATES), description="gate", **style)} | sliders
