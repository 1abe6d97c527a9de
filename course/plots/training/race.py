"""Optimisers side by side: their paths on the map of a loss, and the losses on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, GROUND, INK, ORANGE, PINK, SKY, figure

Array = NDArray[np.float64]
LOOKS = {
    "SGD": (INK, "o", "-"),
    "Momentum": (BLUE, "s", "--"),
    "Nesterov": (SKY, "D", "-."),
    "AdaGrad": (GREEN, "^", "-"),
    "RMSProp": (PINK, "v", "--"),
    "Adam": (ORANGE, "P", "-."),
}
"""Colour, marker and line of each optimiser, in every figure."""
REACH = 1.55
FLOOR = 1e-9
"""The smallest loss on a logarithmic axis: what is below it is drawn there."""


def map_on(axes: Any, loss: Callable[[Array], Array], paths: Mapping[str, Array]) -> None:
    """The level lines of ``loss`` (places (…, 2) to losses) and the paths (t, 2), with one square at the start."""
    from matplotlib import colormaps

    side = np.linspace(-REACH, REACH, 141)
    height = loss(np.stack(np.meshgrid(side, side), axis=-1))
    levels = float(height.min()) + np.ptp(height) * np.linspace(0.02, 1, 14) ** 2
    shades = colormaps["cividis"](np.linspace(0.05, 1, len(levels)))
    axes.contourf(side, side, height, levels=[float(height.min()), *levels], colors=shades, alpha=0.35)
    axes.contour(side, side, height, levels=levels, colors=[GREY], linewidths=0.6)
    for name, path in paths.items():
        color, marker, line = LOOKS[name]
        axes.plot(*path.T, line, marker=marker, markersize=3.5, color=color, linewidth=1.2, zorder=3)
        axes.plot(*path[-1], marker, color=color, markeredgecolor=GROUND, markersize=10, zorder=5)
    start = next(iter(paths.values()))[0]
    axes.plot(*start, "s", color=GROUND, markeredgecolor=INK, markersize=9, markeredgewidth=1.6, zorder=6)
    axes.set(xlabel="$w_1$", ylabel="$w_2$", xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal",
             title="paths (square: start, large marks: ends)")  # fmt: skip


def losses_on(axes: Any, losses: Mapping[str, Array]) -> None:
    """Each loss (t,) against the step, on a logarithmic axis."""
    for name, values in losses.items():
        color, marker, line = LOOKS[name]
        axes.semilogy(np.maximum(values, FLOOR), line, marker=marker, markevery=max(1, len(values) // 10),
                      markersize=5, color=color, linewidth=1.5, label=name)  # fmt: skip
    top = max(float(values[0]) for values in losses.values())
    axes.set(xlabel="step", ylabel="loss", title="the loss on the way", ylim=(FLOOR / 3, 30 * top))


def bars(groups: Mapping[str, Mapping[str, float]], *, never: float, ylabel: str) -> Any:
    """For each group (a landscape) one bar an optimiser; a hatched bar of height ``never`` means: not at all."""
    fig, axes = figure(width=8.4, height=3.8)
    width = 0.8 / len(groups)
    names = list(next(iter(groups.values())))
    for j, (group, heights) in enumerate(groups.items()):
        places = np.arange(len(names)) + (j - (len(groups) - 1) / 2) * width
        for place, name in zip(places, names, strict=True):
            height = heights[name]
            axes.bar(place, height, width, color=(BLUE, ORANGE, GREEN)[j], edgecolor=INK, linewidth=0.8,
                     hatch=("", "//", "xx")[j], label=group if name == names[0] else None)  # fmt: skip
            axes.annotate(f"{height:.0f}" if height < never else "never", (place, height), (0, 3), ha="center",
                          textcoords="offset points", fontsize=9)  # fmt: skip
    axes.set(xticks=range(len(names)), xlabel="optimiser", ylabel=ylabel, ylim=(0, 1.14 * never))
    axes.set_xticklabels(names)
    axes.grid(axis="x", visible=False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=len(groups), fontsize=10, frameon=False)
    return fig
