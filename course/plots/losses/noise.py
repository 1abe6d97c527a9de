"""Noise as a bell curve on its side: how likely each target is, given the line."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREY, INK, ORANGE, SKY, figure

WIDTH = 0.75
"""How far the top of a bell reaches to the right, in units of x."""


def draw(x: Array, y: Array, slope: float, intercept: float, sigma: float) -> Any:
    """Rows x (n,), y (n,), the line, and at each row the density of its target: its height at y is marked."""
    fig, axes = figure(width=7.0, height=4.0)
    ends = np.array([x.min() - 0.4, x.max() + 1.1])
    axes.plot(ends, slope * ends + intercept, color=INK, linewidth=1.6, label=r"the model's mean, $f(x)$")
    offsets = np.linspace(-3.2 * sigma, 3.2 * sigma, 120)
    for i, (across, target) in enumerate(zip(x, y, strict=True)):
        mean = slope * across + intercept
        bell = across + WIDTH * np.exp(-(offsets**2) / (2 * sigma**2))
        axes.fill_betweenx(mean + offsets, across, bell, color=SKY, alpha=0.35,
                           label="the density of the target" if i == 0 else None)  # fmt: skip
        axes.plot(bell, mean + offsets, color=BLUE, linewidth=1.1)
        top = across + WIDTH * np.exp(-((target - mean) ** 2) / (2 * sigma**2))
        axes.plot([across, top], [target, target], color=ORANGE, linewidth=2.6,
                  label="its height at the target seen" if i == 0 else None)  # fmt: skip
    axes.plot(x, y, "o", color=INK, markersize=6, label="the targets seen", zorder=4)
    axes.set(xlabel="$x$", ylabel="$y$")
    axes.legend(loc="upper left", fontsize=10)
    axes.set_ylim(top=axes.get_ylim()[1] + 0.9)
    axes.tick_params(colors=GREY)
    return fig
