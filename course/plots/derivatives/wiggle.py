"""g(x) = x² sin(π/x): differentiable at 0, and back at 0 again and again however near one looks."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE, figure

ZOOMS = (0.5, 0.1)


def g(x: Any) -> Any:
    """x² sin(π/x), and 0 at 0."""
    x = np.asarray(x, dtype=np.float64)
    safe = np.where(x == 0, 1.0, x)
    return np.where(x == 0, 0.0, x**2 * np.sin(np.pi / safe))


def draw() -> Any:
    """g near 0 at two zooms: rings where g(0 + t) − g(0) is 0, and the parabolas ±x² that hold it in."""
    fig, panels = figure(1, 2, width=9.0, height=3.6)
    for axes, reach in zip(panels, ZOOMS, strict=True):
        # evenly spaced in 1/x, so that each swing gets its share of the points
        right = 1 / np.linspace(1 / reach, 40 / reach, 6000)
        for x in (right, -right):
            axes.plot(x, g(x), color=BLUE, linewidth=1)
        across = np.linspace(-reach, reach, 201)
        for sign in (1, -1):
            axes.plot(across, sign * across**2, "--", color=GREY, linewidth=1)
        zeros = 1 / np.arange(np.ceil(1 / reach), 10 / reach)
        axes.plot(np.r_[zeros, -zeros], 0 * np.r_[zeros, zeros], "o", color=ORANGE, markerfacecolor=GROUND,
                  markersize=5)  # fmt: skip
        axes.plot(0, 0, "o", color=INK, markersize=5)
        ticks = [-reach, -reach / 2, 0, reach / 2, reach]
        axes.set(xlabel="t", ylabel="g(t) − g(0)", xlim=(-reach, reach), xticks=ticks)
        axes.ticklabel_format(axis="y", scilimits=(-2, 3))
        axes.set_title(f"|t| ≤ {reach:g}")
    fig.supxlabel("rings: steps t = ±1/k with whole k, where g(0 + t) − g(0) is 0; they go on towards 0 without end",
                  fontsize=9, color=GREY)  # fmt: skip
    return fig
