"""Intervals: many experiments of a few seeds each, and which of them hold the true mean."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, INK, ORANGE, figure

Array = NDArray[np.float64]


def draw(means: Array, halves: Array, truth: float) -> Any:
    """An upright bar for each experiment, mean ± half (m,): thick and with a cross where the truth lies outside."""
    fig, axes = figure(width=8.4, height=3.6)
    for i, (mean, half) in enumerate(zip(means, halves, strict=True), start=1):
        misses = abs(mean - truth) > half
        color = ORANGE if misses else BLUE
        axes.plot([i, i], [mean - half, mean + half], color=color, linewidth=3.2 if misses else 1.5)
        axes.plot(i, mean, "x" if misses else ".", color=color, markersize=9 if misses else 6, markeredgewidth=2)
    axes.axhline(truth, color=INK, linewidth=1.2)
    axes.set(xlabel="experiment of five seeds each (cross: its interval misses the line)", ylabel="test error",
             xlim=(0, len(means) + 1))  # fmt: skip
    return fig
