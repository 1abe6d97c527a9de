"""A cliff: a loss that is flat, then very steep, and what one step from its edge does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, INK, LIGHT, ORANGE, figure

Array = NDArray[np.float64]


def draw(loss: Callable[[Array, Array], Array], paths: Mapping[str, Array], *, window: tuple[float, ...]) -> Any:
    """One panel for each of ``paths`` (title to places (w, b), (t, 2)) on the map of log(0.01 + loss).

    ``window`` is (left, right, bottom, top). A step that leaves it is drawn as a line to its edge.
    """
    fig, axes = figure(1, len(paths), width=4.6 * len(paths), height=3.9, squeeze=False, sharey=True)
    left, right, bottom, top = window
    w, b = np.meshgrid(np.linspace(left, right, 161), np.linspace(bottom, top, 121))
    height = np.log10(0.01 + loss(w, b))
    for k, (panel, (title, path)) in enumerate(zip(axes[0], paths.items(), strict=True)):
        levels = np.linspace(height.min(), height.max(), 14)
        panel.contourf(w, b, height, levels=levels, cmap="cividis", alpha=0.4)
        panel.contour(w, b, height, levels=levels, colors=[GREY], linewidths=0.6)
        panel.plot(*path.T, "-", color=ORANGE, linewidth=1.3)
        panel.plot(*path.T, "o", color=ORANGE, markersize=4, markeredgecolor=INK, markeredgewidth=0.4)
        panel.plot(*path[0], "s", color=INK, markersize=8)
        panel.plot(*path[-1], "X", color=BLUE, markeredgecolor=LIGHT, markersize=10)
        panel.set(xlim=(left, right), ylim=(bottom, top), title=title, xlabel="$w$", ylabel="" if k else "$b$")
    return fig
