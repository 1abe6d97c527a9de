"""A filter on a signal: where it lies, what it answers, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.graph import shown
from course.plots.style import BLUE, GREY, GROUND, INK, LIGHT, ORANGE, SKY, figure

Array = NDArray[np.float64]


def draw(x: Array, w: Array, y: Array, *, at: int, stride: int = 1) -> Any:
    """The signal ``x``, the filter ``w`` under its window at place ``at``, and the answers ``y`` found so far."""
    fig, axes = figure(width=0.75 * len(x) + 2.4, height=2.6)
    begin = at * stride
    seen = range(begin, begin + len(w))
    _row(axes, 2.0, x, "signal x", [SKY if i in seen else GROUND for i in range(len(x))])
    _row(axes, 1.0, w, "filter w", [LIGHT] * len(w), start=begin)
    found = ["" if i > at else shown(value) for i, value in enumerate(y)]
    _row(axes, -0.35, found, "answers y", [SKY if i == at else GROUND for i in range(len(y))], names="y")
    products = " + ".join(f"{_factor(a)}·{_factor(b)}" for a, b in zip(w, x[begin : begin + len(w)], strict=True))
    axes.text(begin + len(w) / 2 - 0.5, 0.36, f"{products} = {shown(y[at])}", ha="center", va="center", fontsize=10,
              color=BLUE)  # fmt: skip
    axes.set(xlim=(-2.1, max(len(x), begin + len(w)) - 0.3), ylim=(-0.9, 2.6))
    axes.axis("off")
    return fig


def draw_back(w: Array, dy: Array, *, length: int, stride: int = 1) -> Any:
    """Backwards: each place lays dy times the filter where its window stood; the columns are added up."""
    places = len(dy)
    fig, axes = figure(width=0.75 * length + 3.4, height=0.55 * (places + 3))
    total = np.zeros(length)
    for i, upstream in enumerate(dy):
        begin = i * stride
        strip = upstream * w
        total[begin : begin + len(w)] += strip
        _row(axes, places - i + 0.6, strip, f"place {i}: {shown(upstream)} · w", [LIGHT] * len(w), start=begin,
             lead=-0.8)  # fmt: skip
    axes.plot([-0.5, length - 0.5], [0.9, 0.9], color=INK, linewidth=1.2)
    _row(axes, 0.3, total, "added up: dx", [SKY] * length, lead=-0.8)
    axes.set(xlim=(-3.3, length - 0.3), ylim=(-0.3, places + 1.2))
    axes.axis("off")
    return fig


def _factor(value: float) -> str:
    return f"({shown(value)})" if value < 0 else shown(value)


def _row(
    axes: Any, y: float, values: Sequence[Any] | Array, name: str, colors: Sequence[str], *, start: int = 0,
    lead: float = -0.8, names: str = "",
) -> None:  # fmt: skip
    """A row of boxes with numbers in them, its name to the left."""
    axes.text(lead, y, name, ha="right", va="center", color=GREY if not names else INK)
    for i, (value, color) in enumerate(zip(values, colors, strict=True)):
        text = value if isinstance(value, str) else shown(value)
        box = {"xy": (start + i - 0.46, y - 0.36), "width": 0.92, "height": 0.72}
        axes.add_patch(_box(box, color, dashed=text == ""))
        axes.text(start + i, y, text, ha="center", va="center", color=ORANGE if not text else INK)


def _box(box: dict[str, Any], color: str, *, dashed: bool) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(box["xy"], box["width"], box["height"], facecolor=color, edgecolor=GREY,
                     linestyle="--" if dashed else "-")  # fmt: skip
