"""One unit as a diagram: inputs times weights, a sum with the bias, a step, an output."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE, figure


def draw() -> Any:
    """The unit of the lesson with two inputs and a bias."""
    fig, axes = figure(width=7.2, height=2.9)
    axes.set(xlim=(0, 10), ylim=(0, 4), aspect="equal")
    axes.axis("off")
    for x, y, text in ((1, 3.3, "$1$"), (1, 2.0, "$x_1$"), (1, 0.7, "$x_2$"), (5, 2.0, r"$\Sigma$")):
        _disc(axes, x, y, text)
    for y, text in ((3.3, "$b$"), (2.0, "$w_1$"), (0.7, "$w_2$")):
        _arrow(axes, (1.55, y - 0.12 * (y - 2.0)), (4.45, 2.0 + 0.2 * (y - 2.0)))
        axes.text(2.6, 2.0 + (y - 2.0) * 0.68 + 0.28, text, color=ORANGE, ha="center", fontsize=13)
    _arrow(axes, (5.5, 2.0), (7.0, 2.0))
    axes.text(6.2, 2.2, "$z$", ha="center", fontsize=13)
    _step(axes, 7.0, 2.0)
    _arrow(axes, (8.3, 2.0), (9.3, 2.0))
    axes.text(9.65, 2.0, r"$\hat{y}$", ha="center", va="center", fontsize=14)
    for across, text in ((1, "inputs"), (2.9, "weights"), (5, "net input"), (7.65, "step"), (9.6, "output")):
        axes.text(across, -0.15, text, ha="center", va="top", color=GREY, fontsize=10)
    return fig


def _disc(axes: Any, x: float, y: float, text: str) -> None:
    axes.plot(x, y, "o", markersize=32, markerfacecolor=GROUND, markeredgecolor=INK, markeredgewidth=1.4)
    axes.text(x, y, text, ha="center", va="center", fontsize=13)


def _arrow(axes: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.4})


def _step(axes: Any, left: float, middle: float) -> None:
    """A small box with the step's graph in it."""
    side = 1.3
    corner = np.array([left, middle - side / 2])
    box = side * np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) + corner
    axes.plot(*box.T, color=INK, linewidth=1.4)
    jump = np.array([[0.15, 0.3], [0.65, 0.3], [0.65, 1.0], [1.15, 1.0]]) + corner
    axes.plot(*jump.T, color=BLUE, linewidth=2.2)
