"""What a small classifier learnt: its regions beside the data, and its loss on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, GROUND, INK, LIGHT, NEGATIVE, ORANGE, POSITIVE, SKY, figure

Array = NDArray[np.float64]
GRID = 160


def draw(X: Array, y: Array, predict: Callable[[Array], Array], losses: Mapping[str, Array]) -> Any:
    """Left: the rows ``X`` (n, 2) with classes 0 (square) and 1 (disc) over the regions of ``predict``, which maps
    rows (m, 2) to classes (m,). Right: each of ``losses`` against the step."""
    fig, (left, right) = figure(1, 2, width=8.4, height=3.7)
    _regions(left, X, y, predict)
    styles = ((BLUE, "-", 3.5), (ORANGE, "--", 1.6))
    for (name, values), (color, line, width) in zip(losses.items(), styles, strict=False):
        right.plot(values, line, color=color, linewidth=width, label=name)
    right.set(xlabel="step", ylabel="mean cross-entropy", ylim=(0, None), title="the loss on the way")
    right.legend(loc="upper right")
    return fig


def _regions(axes: Any, X: Array, y: Array, predict: Callable[[Array], Array]) -> None:
    reach = 1.12 * np.abs(X).max()
    side = np.linspace(-reach, reach, GRID)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    classes = predict(grid).reshape(GRID, GRID)
    axes.contourf(side, side, classes, levels=[-0.5, 0.5, 1.5], colors=[GROUND, LIGHT])
    axes.contour(side, side, classes, levels=[0.5], colors=[INK], linewidths=1.2)
    for label, marker, color, fill in ((0, "s", NEGATIVE, GROUND), (1, "o", POSITIVE, SKY)):
        rows = X[y == label]
        axes.plot(*rows.T, marker, color=color, markerfacecolor=fill, markersize=5, label=f"class {label}")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", title="regions after training (shaded: class 1)")
    axes.legend(loc="upper right", frameon=True, framealpha=1, edgecolor=GREY, fontsize=9)


def rates(widths: list[int], reached: list[float], *, seeds: int) -> Any:
    """Bars: the share of ``seeds`` runs that reached the goal, for each number of hidden units."""
    fig, axes = figure(width=5.6, height=2.9)
    places = np.arange(len(widths))
    axes.bar(places, [100 * share for share in reached], color=BLUE, width=0.55)
    for place, share in zip(places, reached, strict=True):
        axes.text(place, 100 * share + 2, f"{round(share * seeds)} of {seeds}", ha="center", fontsize=10)
    axes.set(xticks=places, xticklabels=[str(w) for w in widths], xlabel="hidden units",
             ylabel="runs that solve it (%)", ylim=(0, 115), yticks=range(0, 101, 25))  # fmt: skip
    axes.grid(axis="x", visible=False)
    return fig
