"""The activation lab: one net input through all activations, and how much of a small change each hands on."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.networks.activations import SHAPES, saturated
from course.plots.networks.activations import draw as picture
from course.widgets import stage

PRESETS: dict[str, dict[str, Any]] = {
    "in the middle": {"z": 0.5, "layers": 1},
    "tanh is flat, the sigmoid is not": {"z": 2.5, "layers": 1},
    "ReLU is off": {"z": -1.0, "layers": 1},
    "ten layers: little is left": {"z": 0.5, "layers": 10},
}


def lab() -> None:
    """Show the lab. Aim: a net input at which ReLU hands on nothing, and the sigmoid more than tanh."""
    stage.show(draw, PRESETS, _controls)


def draw(z: float, layers: int) -> tuple[Any, str]:
    """All activations with z marked; what each gives, its slope, and that slope to the power ``layers``."""
    at = np.array([z])
    lines = []
    for name, shape in SHAPES.items():
        slope = float(shape.slope(at)[0])
        flat = ", saturated" if saturated(name, at)[0] else ""
        through = f"; through {layers} such layers {slope**layers:.3g}" if layers > 1 else ""
        lines.append(f"{name}: value {float(shape.value(at)[0]):.3g}, slope {slope:.3g}{flat}{through}")
    return picture(marks=(z,)), "\n".join(lines)


def _controls() -> dict[str, Any]:
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "8em"}}
    return {
        "z": ipywidgets.FloatSlider(0.5, min=-5.0, max=5.0, step=0.1, description="net input z", **look),
        "layers": ipywidgets.IntSlider(1, 1, 20, description="layers", **look),
    }
