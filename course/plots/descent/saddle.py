"""A saddle: paths near it, and how long it holds a walker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots import style
from course.plots.descent.surface import map_on
from course.plots.style import BLUE, ORANGE, figure

Array = NDArray[np.float64]


def draw(
    loss: Callable[[Array, Array], Array], paths: Mapping[str, Array], noise: Array, waits: Array, predicted: Array
) -> Any:
    """Left: ``paths`` on the map of ``loss``. Right: steps to leave against the size of the nudge."""
    fig, (left, right) = figure(1, 2, width=9.4, height=4.2)
    map_on(left, loss, paths, reach=(1.3, 1.5))
    left.set(xlabel="$x$", ylabel="$y$", title="three starts")
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, fontsize=10, frameon=False)
    right.semilogx(noise, predicted, color=BLUE, linewidth=1.8, label="predicted")
    right.semilogx(noise, waits, "o", color=ORANGE, markerfacecolor=style.GROUND, markersize=7, label="measured")
    right.set(xlabel="first nudge, sideways", ylabel="steps until |y| > 0.1", title="how long the saddle holds")
    right.set_ylim(0, 1.1 * float(np.max(waits)))
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=2, fontsize=10, frameon=False)
    return fig
