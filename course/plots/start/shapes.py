"""An affine map as boxes: how the sizes of a product fit together."""

from __future__ import annotations

from typing import Any

from matplotlib.patches import Rectangle

from course.plots.style import BLUE, GREEN, INK, ORANGE, YELLOW, figure

UNIT = 0.32
GAP = 1.5


def draw(n: int, d: int, out: int) -> Any:
    """The boxes of ``Z = X @ W.T + b`` for n rows, d inputs and ``out`` outputs; sides as long as the sizes."""
    fig, axes = figure(width=7.6, height=2.5)
    on(axes, n, d, out)
    return fig


def on(axes: Any, n: int, d: int, out: int) -> None:
    """The same on given axes."""
    boxes = (
        ("X", n, d, BLUE, "@"),
        ("W.T", d, out, ORANGE, "+"),
        ("b", 1, out, YELLOW, "="),
        ("Z", n, out, GREEN, ""),
    )
    tallest, across = max(n, d), 0.0
    for name, rows, columns, color, after in boxes:
        width, height = columns * UNIT, rows * UNIT
        axes.add_patch(Rectangle((across, -height / 2), width, height, facecolor=color, alpha=0.3, edgecolor=INK))
        for k in range(1, columns):
            axes.plot([across + k * UNIT] * 2, [-height / 2, height / 2], color=INK, linewidth=0.4)
        for k in range(1, rows):
            axes.plot([across, across + width], [k * UNIT - height / 2] * 2, color=INK, linewidth=0.4)
        shape = f"({out},)" if name == "b" else f"({rows}, {columns})"
        axes.text(across + width / 2, -tallest * UNIT / 2 - 0.2, f"{name}\n{shape}", ha="center", va="top")
        across += width
        axes.text(across + GAP / 2, 0, after, ha="center", va="center", fontsize=15)
        across += GAP
    half = tallest * UNIT / 2
    axes.set(xlim=(-0.6, across - GAP + 0.6), ylim=(-half - 1.0, half + 0.1), aspect="equal")
    axes.axis("off")
