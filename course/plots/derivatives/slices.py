"""Partial slopes: a function of two inputs cut along each of them, with the tangent of each cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, INK, ORANGE, figure

REACH = 1.0


def draw(f: Callable[[Any, Any], Any], at: Sequence[float], partials: Sequence[float]) -> Any:
    """Level lines of ``f`` (x₁, x₂) near ``at`` with the two cuts, and each cut with its slope in ``partials``."""
    fig, (plane, first, second) = figure(1, 3, width=10.2, height=3.4)
    x1, x2 = at
    u, v = np.linspace(x1 - REACH, x1 + REACH, 61), np.linspace(x2 - REACH, x2 + REACH, 61)
    U, V = np.meshgrid(u, v)
    lines = plane.contour(U, V, f(U, V), levels=9, colors=[GREY], linewidths=0.9)
    beside = x1 + 0.45 * REACH  # the labels stand in a column of their own, clear of both cuts
    heights = f(beside, v)
    crossed = [level for level in lines.levels if heights.min() < level < heights.max()]
    plane.clabel(lines, fontsize=8, fmt="%g", manual=[(beside, v[np.argmin(np.abs(heights - c))]) for c in crossed])
    plane.axhline(x2, color=BLUE, linewidth=2)
    plane.axvline(x1, color=ORANGE, linewidth=2, linestyle="--")
    plane.plot(x1, x2, "o", color=INK)
    plane.set(xlabel="$x_1$", ylabel="$x_2$", xticks=[x1 - 1, x1, x1 + 1], yticks=[x2 - 1, x2, x2 + 1])
    plane.set_title("two cuts through one point")
    cuts = (
        (first, u, f(u, x2), x1, partials[0], BLUE, "-", 1),
        (second, v, f(x1, v), x2, partials[1], ORANGE, "--", 2),
    )
    for axes, across, values, here, slope, color, line, number in cuts:
        height = f(x1, x2)
        axes.plot(across, values, line, color=color, linewidth=2)
        axes.plot(across, height + slope * (across - here), ":", color=INK)
        axes.plot(here, height, "o", color=INK)
        axes.set(xlabel=f"$x_{number}$", ylabel="f", xticks=[here - 1, here, here + 1])
        axes.set_title(f"only $x_{number}$ moves: slope {slope:g}")
    return fig
