"""From a to c by several paths: slopes on the edges, and the path that counts drawn thick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.plots.graph import shown
from course.plots.style import BLUE, GREY, GROUND, INK, LIGHT, ORANGE, figure

COLUMNS = (0.0, 2.0, 4.0)


def draw(names: Sequence[str], first: Sequence[float], second: Sequence[float]) -> Any:
    """The paths a → b_k → c with the slopes ``first`` (of b_k in a) and ``second`` (of c in b_k), all counted."""
    fig, axes = figure(width=7.4, height=3.6)
    draw_on(axes, names, first, second, range(len(first)))
    total = sum(one * two for one, two in zip(first, second, strict=True))
    terms = " + ".join(_product(one * two) for one, two in zip(first, second, strict=True))
    axes.set_title(f"dc/da = {terms} = {shown(total)}")
    return fig


def draw_on(
    axes: Any, names: Sequence[str], first: Sequence[float], second: Sequence[float], counted: Sequence[int]
) -> None:
    """The same on axes that are there; paths that are not in ``counted`` are thin and dashed."""
    count = len(first)
    heights = [0.0] if count == 1 else [1.0 - 2.0 * k / (count - 1) for k in range(count)]
    for k, height in enumerate(heights):
        on = k in counted
        look = {"color": BLUE if on else GREY, "linewidth": 2.4 if on else 1.0, "linestyle": "-" if on else "--"}
        axes.plot(COLUMNS, (0.0, height, 0.0), zorder=1, **look)
        for left, slope in ((0, first[k]), (1, second[k])):
            x = COLUMNS[left] + (1.15 if left == 0 else 0.85)
            y = height * 1.15 / 2
            axes.text(x, y, shown(slope), ha="center", va="center", color=INK, zorder=3,
                      bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 1.2})  # fmt: skip
        _node(axes, COLUMNS[1], height, names[k])
        said = f"{shown(first[k])} · {shown(second[k])} = {shown(first[k] * second[k])}"
        axes.text(4.75, height * 0.8, said + ("" if on else "   not counted"), va="center",
                  color=ORANGE if not on else INK)  # fmt: skip
    _node(axes, COLUMNS[0], 0.0, "a")
    _node(axes, COLUMNS[2], 0.0, "c")
    axes.text(4.75, 1.28, "along each path", color=GREY, fontsize=9, va="center")
    axes.set(xlim=(-0.5, 7.6), ylim=(-1.4, 1.45))
    axes.axis("off")


def _product(value: float) -> str:
    return f"({shown(value)})" if value < 0 else shown(value)


def _node(axes: Any, x: float, y: float, name: str) -> None:
    axes.text(x, y, name, ha="center", va="center", zorder=4,
              bbox={"boxstyle": "round,pad=0.4", "facecolor": LIGHT, "edgecolor": INK})  # fmt: skip
