"""ReLU and its kink: the slopes to either side, and what a central difference makes of points nearby."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREEN, GREY, GROUND, INK, ORANGE, figure


def draw(h: float) -> Any:
    """Left: max(0, x) with its one-sided slopes at 0. Right: the central difference with step ``h`` at each x."""
    fig, (left, right) = figure(1, 2, width=9.0, height=3.5)
    x = np.linspace(-1, 1, 201)
    left.plot(x, np.maximum(x, 0), color=INK, linewidth=2)
    left.plot(x, 0 * x, "--", color=BLUE, label="slope to the left: 0")
    left.plot(x, x, ":", color=GREEN, linewidth=2, label="slope to the right: 1")
    left.plot(x, x / 2, "-.", color=ORANGE, label="central difference at 0: ½")
    left.plot(0, 0, "o", color=INK)
    left.set(xlabel="x", ylabel="max(0, x)", ylim=(-0.6, 1.1), xticks=[-1, 0, 1])
    left.legend(loc="upper left", fontsize=9)
    left.set_title("at the kink")
    x = np.linspace(-3 * h, 3 * h, 301)
    measured = (np.maximum(x + h, 0) - np.maximum(x - h, 0)) / (2 * h)
    right.axvspan(-h, h, facecolor=GREY, alpha=0.18)
    right.plot([-3 * h, 0], [0, 0], color=INK, linewidth=2, label="slope")
    right.plot([0, 3 * h], [1, 1], color=INK, linewidth=2)
    right.plot(0, 0, "o", color=INK, markerfacecolor=GROUND)
    right.plot(0, 1, "o", color=INK, markerfacecolor=GROUND)
    right.plot(x, measured, "--", color=ORANGE, linewidth=2, label="central difference")
    right.set(xlabel="x", ylabel="slope", ylim=(-0.15, 1.15))
    right.set_xticks([-2 * h, -h, 0, h, 2 * h], ["−2h", "−h", "0", "h", "2h"])
    right.legend(loc="upper left", fontsize=9)
    right.set_title("nearer than h, both sides are mixed")
    return fig
