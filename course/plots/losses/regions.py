"""Where each of several scores is the largest: the regions of a decision, and the lines where two of them tie."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.activations import softmax
from course.labelled import Array
from course.plots.style import BLUE, GREEN, GROUND, INK, ORANGE, SKY, YELLOW, figure

MARKERS = ("o", "s", "^")
COLORS = (BLUE, ORANGE, GREEN)
GRID = 220


def draw(W: Array, b: Array, X: Array, y: Array) -> Any:
    """Three linear scores W (3, 2), b (3,) over the plane with the rows X (n, 2) of classes y (n,).

    Left: which score is the largest. Right: the largest probability, which is 1/3 where all tie.
    """
    fig, (left, right) = figure(1, 2, width=9.2, height=4.1)
    reach = 1.15 * float(np.abs(X).max())
    side = np.linspace(-reach, reach, GRID)
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    scores = points @ W.T + b
    chosen = scores.argmax(axis=1).reshape(GRID, GRID)
    left.contourf(side, side, chosen, levels=[-0.5, 0.5, 1.5, 2.5], colors=[SKY, YELLOW, "#9FD8C4"], alpha=0.45)
    sure = softmax(scores).max(axis=1).reshape(GRID, GRID)
    shades = right.contourf(side, side, sure, levels=np.linspace(0.3, 1.0, 8), cmap="Greys", alpha=0.7)
    fig.colorbar(shades, ax=right, label="largest probability")
    for panel in (left, right):
        panel.contour(side, side, chosen, levels=[0.5, 1.5], colors=[INK], linewidths=1.2)
        for label, (marker, color) in enumerate(zip(MARKERS, COLORS, strict=True)):
            panel.plot(*X[y == label].T, marker, color=color, markeredgecolor=GROUND, markersize=7,
                       label=f"class {label}")  # fmt: skip
        panel.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    left.set_title("the largest score decides", fontsize=11)
    right.set_title("how sure softmax is of it", fontsize=11)
    left.legend(loc="lower right", frameon=True, framealpha=1, fontsize=9)
    return fig
