"""A truth table of three inputs as a cube: its corners are the rows, filled where the output is 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.gates import rows_of_table
from course.labelled import Array
from course.plots.style import GREY, GROUND, NEGATIVE, POSITIVE, figure

ROWS = rows_of_table(3)
TO_PAGE = np.array([[1.0, 0.0], [0.45, 0.38], [0.0, 1.0]])
"""Where each axis of the cube points on the page: x1 across, x2 away from the reader, x3 up."""


def draw(tables: Mapping[str, Array]) -> Any:
    """One cube for each of ``tables``, title to outputs (8,) on `rows_of_table(3)`."""
    fig, axes = figure(1, len(tables), width=2.7 * len(tables), height=3.1, squeeze=False, layout="compressed")
    for panel, (title, outputs) in zip(axes[0], tables.items(), strict=True):
        _cube(panel, outputs)
        panel.set_title(title, fontsize=11)
    handles, labels = axes[0][0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
    return fig


def _cube(axes: Any, outputs: Array) -> None:
    axes.axis("off")
    axes.set(xlim=(-0.3, 1.75), ylim=(-0.25, 1.65), aspect="equal")
    places = ROWS @ TO_PAGE
    for i, here in enumerate(ROWS):
        for j in range(i):
            if np.abs(here - ROWS[j]).sum() == 1:
                axes.plot(*places[[i, j]].T, color=GREY, linewidth=1.2, zorder=1)
    on, off = outputs > 0.5, outputs < 0.5
    axes.scatter(*places[on].T, s=110, color=POSITIVE, marker="o", label="output 1", zorder=2)
    look = {"marker": "s", "facecolor": GROUND, "edgecolor": NEGATIVE, "linewidth": 1.8}
    axes.scatter(*places[off].T, s=100, label="output 0", zorder=2, **look)
    for row, place in zip(ROWS, places, strict=True):
        text = "".join(f"{entry:g}" for entry in row)
        axes.annotate(text, tuple(place), xytext=(6, -13), textcoords="offset points", fontsize=9)
