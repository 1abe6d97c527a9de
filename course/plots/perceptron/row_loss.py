"""The two losses of one row against its score, with their kinks."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, ORANGE, figure


def draw() -> Any:
    """max(0, -s) and max(0, 1 - s) for scores s from -2 to 2.5, and where each rule updates."""
    fig, axes = figure(width=6.8, height=3.6)
    s = np.linspace(-2, 2.5, 400)
    axes.plot(
        s, np.maximum(0, 1 - s), "--", color=ORANGE, linewidth=2.4, label=r"hinge loss: $\max(0, 1 - s)$"
    )
    axes.plot(s, np.maximum(0, -s), color=BLUE, linewidth=2.4, label=r"perceptron loss: $\max(0, -s)$")
    axes.plot([0, 1], [0, 0], "o", color=GREY, markersize=7, zorder=4)
    for at, text in ((0, "kink at $s = 0$"), (1, "kink at $s = 1$")):
        axes.annotate(text, (at, 0), (at, -0.55), ha="center", fontsize=10, color=GREY)
    axes.set(xlabel="score $s = y\\,w^\\top x$", ylabel="loss of the row", ylim=(-0.75, 3.1))
    axes.legend(loc="upper right", frameon=False)
    return fig
