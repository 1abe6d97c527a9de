"""Residuals as squares: what the mean squared error adds up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from course.labelled import Array
from course.plots.style import BLUE, INK, ORANGE, SKY, figure


def draw(x: Array, y: Array, lines: Mapping[str, tuple[float, float]]) -> Any:
    """One panel for each of ``lines`` (title to slope and intercept): rows x (n,), y (n,) and their squares.

    The axes have equal units, so each square's area is what its row adds to the sum.
    """
    fig, axes = figure(1, len(lines), width=3.6 * len(lines), height=3.9, squeeze=False, sharey=True)
    low, high = float(x.min()) - 0.6, float(x.max()) + 1.6
    for panel, (title, (slope, intercept)) in zip(axes[0], lines.items(), strict=True):
        predicted = slope * x + intercept
        for across, at, target in zip(x, predicted, y, strict=True):
            side = abs(target - at)
            panel.add_patch(Rectangle((across, min(at, target)), side, side, facecolor=SKY, edgecolor=BLUE,
                                      alpha=0.45))  # fmt: skip
            panel.plot([across, across], [at, target], color=ORANGE, linewidth=2.2)
        ends = np.array([low, high])
        panel.plot(ends, slope * ends + intercept, color=INK, linewidth=1.6)
        panel.plot(x, y, "o", color=BLUE, markersize=7, zorder=4)
        panel.set(xlim=(low, high), ylim=(-0.6, float(y.max()) + 1.2), aspect="equal", xlabel="$x$")
        panel.set_title(f"{title}\nmean of the areas: {np.mean((predicted - y) ** 2):.4g}", fontsize=11)
    axes[0, 0].set_ylabel("$y$")
    return fig
