"""The gate lab: move two weights and a bias until one unit computes a gate. Two gates cannot be reached."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.gates import INPUTS, TABLES, table, unit
from course.plots.perceptron import gates as pictures
from course.plots.style import INK, NEGATIVE, figure
from course.widgets import stage

PRESETS: dict[str, dict[str, Any]] = {
    "AND, a first try": {"gate": "AND", "w1": 1.0, "w2": 1.0, "b": -2.0},
    "OR, a first try": {"gate": "OR", "w1": 1.0, "w2": 0.0, "b": -0.5},
    "NAND, a first try": {"gate": "NAND", "w1": 1.0, "w2": 1.0, "b": -1.5},
    "XOR: four right cannot be had": {"gate": "XOR", "w1": 1.0, "w2": 1.0, "b": -0.5},
}


def lab() -> None:
    """Show the lab. Aim: four rows of four right, for AND, OR, NAND and NOR; then for XOR, in vain."""
    stage.show(draw, PRESETS, _controls)


def draw(gate: str, w1: float, w2: float, b: float) -> tuple[Any, str]:
    """The unit's half-plane over the gate's points, its table row by row, and how many rows are right."""
    w, wanted = np.array([w1, w2]), table(gate)
    net, got = INPUTS @ w + b, unit(INPUTS, w, b)
    fig, (left, right) = figure(1, 2, width=7.4, height=3.3, layout="compressed")
    pictures.on(left, gate, (w, b))
    right.axis("off")
    right.set(xlim=(0, 1), ylim=(0, 1))
    _line(right, 0.92, ("$x_1$ $x_2$", "net input", "unit", gate), INK)
    for i, height in enumerate((0.72, 0.52, 0.32, 0.12)):
        inputs = f"{INPUTS[i, 0]:g}   {INPUTS[i, 1]:g}"
        right_or_not = "" if got[i] == wanted[i] else "   wrong"
        cells = (inputs, f"{net[i]:.2f}", f"{got[i]:g}", f"{wanted[i]:g}{right_or_not}")
        _line(right, height, cells, NEGATIVE if right_or_not else INK)
    return fig, f"{int((got == wanted).sum())} of 4 rows right for {gate}."


def _line(axes: Any, height: float, cells: tuple[str, ...], color: str) -> None:
    for across, cell in zip((0.02, 0.3, 0.58, 0.74), cells, strict=True):
        axes.text(across, height, cell, color=color, fontsize=11)


def _controls() -> dict[str, Any]:
    import ipywidgets

    look = {"min": -3.0, "max": 3.0, "step": 0.1, "continuous_update": False}
    style = {"style": {"description_width": "6em"}}
    return {
        "gate": ipywidgets.Dropdown(options=list(TABLES), description="gate", **style),
        "w1": ipywidgets.FloatSlider(1.0, description="w1", **look, **style),
        "w2": ipywidgets.FloatSlider(1.0, description="w2", **look, **style),
        "b": ipywidgets.FloatSlider(-2.0, description="b", **look, **style),
    }
