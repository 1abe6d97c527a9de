"""Points on a line that no threshold parts, lifted to a curve where a straight line does."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.perceptron import rows
from course.plots.style import GREY, INK, LIGHT, figure


def draw(x: Array, y: Array, w: Array, b: float) -> Any:
    """x (n,) with labels y (n,) of -1 and +1; right, the points (x, x²) and the line where w·(x, x²) + b = 0.

    Below the line, on both axes of x, the part of the line where the unit fires is tinted.
    """
    fig, (left, right) = figure(1, 2, width=8.0, height=3.3)
    reach = 1.15 * float(np.abs(x).max())
    across = np.linspace(-reach, reach, 401)
    fires = w[0] * across + w[1] * across**2 + b > 0
    for axes in (left, right):
        axes.set(xlim=(-reach, reach), xlabel="$x$")
    left.set(ylim=(-1, 1), yticks=[], ylabel=" ")
    left.axhline(0, color=GREY, linewidth=1)
    left.set_title("one feature: $x$", fontsize=11)
    rows.scatter(left, np.column_stack([x, np.zeros_like(x)]), y)
    left.fill_between(across, -1, 1, where=fires, color=LIGHT, alpha=0.7, linewidth=0, label="unit fires")
    right.plot(across, across**2, color=GREY, linewidth=1)
    rows.scatter(right, np.column_stack([x, x**2]), y)
    right.set(ylim=(-0.12 * reach**2, reach**2), ylabel="$x^2$")
    rows.shade(right, w, b)
    rows.line(right, w, b)
    right.set_title("two features: $x$ and $x^2$", fontsize=11)
    left.title.set_color(INK)
    handles, labels = left.get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
    return fig
