"""Every path of a small graph in a picture of its own, with the product of the slopes on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from course.plots.style import BLUE, GREY, GROUND, INK, LIGHT, figure

Slopes = Mapping[tuple[str, str], float]
Places = Mapping[str, tuple[float, float]]


def every(slopes: Slopes, start: str, end: str) -> list[tuple[str, ...]]:
    """All paths from ``start`` to ``end``, as the nodes that they visit."""
    if start == end:
        return [(end,)]
    nexts = [child for parent, child in slopes if parent == start]
    return [(start, *rest) for child in nexts for rest in every(slopes, child, end)]


def product(slopes: Slopes, path: Sequence[str]) -> float:
    """The product of the slopes on a path."""
    result = 1.0
    for wire in pairwise(path):
        result *= slopes[wire]
    return result


def draw(slopes: Slopes, places: Places, start: str, end: str) -> Any:
    """One panel a path, thick and dark; ``places`` gives each node's (column, row)."""
    found = every(slopes, start, end)
    fig, axes = figure(1, len(found), width=3.1 * len(found), height=2.7, squeeze=False)
    for panel, path in zip(axes[0], found, strict=True):
        _panel(panel, slopes, places, path)
    total = sum(product(slopes, path) for path in found)
    fig.supxlabel(f"slope of {end} in {start}: the sum over the paths = {_text(total)}", fontsize=11)
    return fig


def _panel(axes: Any, slopes: Slopes, places: Places, path: Sequence[str]) -> None:
    on = set(pairwise(path))
    for (parent, child), slope in slopes.items():
        (x0, y0), (x1, y1) = places[parent], places[child]
        look = {"color": BLUE, "linewidth": 3.2} if (parent, child) in on else {"color": LIGHT, "linewidth": 1.2}
        axes.plot([x0, x1], [y0, y1], zorder=1, **look)
        backing = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.8}
        ink = INK if (parent, child) in on else GREY
        axes.text((x0 + x1) / 2, (y0 + y1) / 2, _text(slope), ha="center", va="center", bbox=backing, color=ink)
    for node, (x, y) in places.items():
        axes.plot(x, y, "o", markersize=22, color=INK, markerfacecolor=LIGHT if node in path else GROUND, zorder=3)
        axes.text(x, y, node, ha="center", va="center", zorder=4)
    factors = " · ".join(_text(slopes[wire]) for wire in pairwise(path))
    axes.set_title(f"{factors} = {_text(product(slopes, path))}", fontsize=11)
    xs, ys = zip(*places.values(), strict=True)
    axes.set(xlim=(min(xs) - 0.35, max(xs) + 0.35), ylim=(min(ys) - 0.5, max(ys) + 0.5))
    axes.axis("off")


def _text(number: float) -> str:
    return f"{number:.4g}".replace("-", "−")
