"""A loss over two weights, as a landscape and as a map, with the paths of descents on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, GROUND, INK, ORANGE, PINK, figure

Array = NDArray[np.float64]
Loss = Callable[[Array, Array], Array]
"""From u and v, arrays of one shape, to the loss at each."""
LOOKS = ((ORANGE, "o"), (BLUE, "s"), (GREEN, "^"), (PINK, "D"))
GRID = 121


def draw(loss: Loss, paths: Mapping[str, Array], *, reach: tuple[float, float]) -> Any:
    """Left: the landscape. Right: its level lines with ``paths`` (name to places (u, v), (t, 2))."""
    from matplotlib import colormaps

    fig, (left, right) = figure(1, 2, width=9.6, height=4.6)
    place = left.get_subplotspec()
    left.remove()
    left = fig.add_subplot(place, projection="3d")
    u, v = _grid(reach)
    left.plot_surface(u, v, loss(u, v), cmap=colormaps["cividis"], rcount=60, ccount=60, linewidth=0)
    left.set(xlabel="$u$", ylabel="$v$", title="height: the loss")
    left.view_init(elev=38, azim=-118)
    left.set_box_aspect(None, zoom=0.88)
    map_on(right, loss, paths, reach=reach)
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3, fontsize=10, frameon=False)
    return fig


def map_on(axes: Any, loss: Loss, paths: Mapping[str, Array], *, reach: tuple[float, float]) -> None:
    """The level lines, denser where the loss is small, and the paths with a large mark at each start."""
    from matplotlib import colormaps

    u, v = _grid(reach)
    height = loss(u, v)
    low, high = float(height.min()), float(height.max())
    levels = low + (high - low) * np.linspace(0.01, 1, 16) ** 2.2
    shades = colormaps["cividis"](np.linspace(0.05, 1, len(levels)))  # even steps, so that the valleys stand out
    axes.contourf(u, v, height, levels=[low, *levels], colors=shades, alpha=0.5)
    axes.contour(u, v, height, levels=levels, colors=[GREY], linewidths=0.7)
    for (name, path), (color, marker) in zip(paths.items(), LOOKS, strict=False):
        axes.plot(*path.T, "-", color=color, linewidth=1.3, zorder=3)
        axes.plot(*path.T, marker, color=color, markersize=3, zorder=3)
        axes.plot(*path[0], marker, color=color, markeredgecolor=INK, markersize=9, zorder=4, label=name)
        axes.plot(*path[-1], "X", color=GROUND, markeredgecolor=INK, markersize=9, zorder=5)
    axes.set(xlabel="$u$", ylabel="$v$", xlim=(-reach[0], reach[0]), ylim=(-reach[1], reach[1]))


def _grid(reach: tuple[float, float]) -> tuple[Array, Array]:
    u, v = np.meshgrid(*(np.linspace(-side, side, GRID) for side in reach))
    return u, v
