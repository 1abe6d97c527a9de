"""A network with one input while it is fitted: its curve at a few steps, and the loss of several runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, figure

Array = NDArray[np.float64]
LINES = ((GREY, ":", 2.4), (ORANGE, "--", 2.0), (BLUE, "-", 2.2), (GREEN, "-.", 2.0))


def draw(
    x: Array, y: Array, grid: Array, curves: Mapping[str, Array], losses: Mapping[str, Array]
) -> Any:
    """Left: the data (n,) and ``curves`` over ``grid``. Right: each of ``losses`` against the step."""
    fig, (left, right) = figure(1, 2, width=9.2, height=3.9)
    left.plot(x, y, "o", color=INK, markerfacecolor="white", markersize=5, label="data")
    for (name, values), (color, style, width) in zip(curves.items(), LINES, strict=False):
        left.plot(grid, values, style, color=color, linewidth=width, label=name)
    left.set(xlabel="$x$", ylabel="$y$ and $f(x)$", title="the curve on its way")
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, fontsize=10, frameon=False)
    for (name, values), (color, style, width) in zip(losses.items(), LINES[::-1], strict=False):
        right.plot(values, style, color=color, linewidth=width, label=name)
    right.set(xlabel="step", ylabel="mean squared error", yscale="log", title="the loss on its way")
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, fontsize=10, frameon=False)
    return fig
