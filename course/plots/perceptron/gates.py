"""Gates as pictures: the four inputs as points, and the side of a line on which a unit fires."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.gates import INPUTS, TABLES, table
from course.labelled import Array
from course.plots.perceptron import rows
from course.plots.style import LIGHT, figure


def draw(units: Mapping[str, tuple[Any, float] | None]) -> Any:
    """One panel a gate. ``units`` maps a gate's name to (w, b) of a unit, or to None for its points alone."""
    fig, axes = figure(1, len(units), width=2.1 * len(units) + 0.4, height=2.9, squeeze=False, layout="compressed")
    for panel, (gate, unit) in zip(axes[0], units.items(), strict=True):
        on(panel, gate, None if unit is None else (np.asarray(unit[0], dtype=np.float64), float(unit[1])))
    if any(unit is not None for unit in units.values()):
        axes[0][0].fill([], [], color=LIGHT, alpha=0.7, label="unit fires")
    handles, labels = axes[0][0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
    return fig


def on(axes: Any, gate: str, unit: tuple[Array, float] | None) -> None:
    """Draw a gate's points on ``axes``, and the half-plane and line of a unit (w, b) if there is one."""
    rows.window(axes, -0.5, 1.5)
    axes.set(title=gate if gate in TABLES else "", xticks=[0, 1], yticks=[0, 1])
    if unit is not None and unit[0].any():
        rows.shade(axes, *unit)
        rows.line(axes, *unit)
    rows.scatter(axes, INPUTS, 2 * table(gate) - 1, size=90)
    for collection, text in zip(axes.collections[-2:], ("gate gives 1", "gate gives 0"), strict=True):
        collection.set_label(text)
