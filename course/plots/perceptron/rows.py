"""Labelled rows of the plane on an axes: class +1 as filled discs, -1 as open squares, and a unit's line."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import GREY, GROUND, INK, LIGHT, NEGATIVE, POSITIVE


def scatter(axes: Any, X: Array, y: Array, *, size: float = 46) -> None:
    """Draw X (n, 2) with its labels y (n,) of -1 and +1."""
    axes.scatter(*X[y > 0].T, s=size, color=POSITIVE, marker="o", label="$y = +1$", zorder=3)
    square = {"marker": "s", "facecolor": GROUND, "edgecolor": NEGATIVE, "linewidth": 1.8}
    axes.scatter(*X[y < 0].T, s=size, label="$y = -1$", zorder=3, **square)


def window(axes: Any, low: float, high: float) -> None:
    """The square from ``low`` to ``high`` on both axes, in equal units."""
    axes.set(xlim=(low, high), ylim=(low, high), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")


def line(
    axes: Any, w: Array, b: float = 0.0, *, style: str = "-", label: str | None = None, at: float = 0.0
) -> None:
    """The points of the window where w·x + b = ``at``, as one line. w (2,) not zero."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    foot = (at - b) * w / (w @ w)
    along = np.array([-w[1], w[0]]) / np.sqrt(w @ w)
    reach = 4 * max(right - left, top - bottom)
    ends = np.array([foot - reach * along, foot + reach * along])
    color = INK if style == "-" else GREY
    axes.plot(*ends.T, style, color=color, linewidth=1.6, label=label, scalex=False, scaley=False)


def shade(axes: Any, w: Array, b: float = 0.0) -> None:
    """Tint the side of the window where w·x + b > 0: there a unit fires."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(bottom, top, 200))
    net = w[0] * across + w[1] * up + b
    axes.contourf(across, up, net, levels=[0.0, np.inf], colors=[LIGHT], alpha=0.7, zorder=0)


def arrow(axes: Any, start: Array, end: Array, color: str, *, dashed: bool = False) -> None:
    """An arrow from ``start`` to ``end``, both (2,), in the data's units."""
    look = {"arrowstyle": "-|>", "color": color, "linewidth": 2.0, "shrinkA": 0, "shrinkB": 0}
    look["linestyle"] = "--" if dashed else "-"
    axes.annotate("", xy=tuple(end), xytext=tuple(start), arrowprops=look, zorder=4)
