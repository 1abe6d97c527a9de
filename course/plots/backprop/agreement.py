"""Entries of a claimed gradient against differences: on the diagonal where they agree."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, GROUND, ORANGE

Array = NDArray[np.float64]
NOTHING = 1e-9
"""Below this all is rounding noise; a scale that fits it would show the noise as data."""


def draw_on(axes: Any, claimed: Array, numeric: Array, *, title: str, agrees: bool) -> None:
    """``numeric`` against ``claimed``, entry by entry: discs if the check is content, else open squares."""
    a, n = claimed.ravel(), numeric.ravel()
    largest = float(np.abs([a, n]).max())
    reach = 1.2 * largest if largest > NOTHING else 1.0
    axes.plot([-reach, reach], [-reach, reach], color=GREY, linewidth=1)
    if agrees:
        axes.plot(a, n, "o", color=BLUE, markersize=6)
    else:
        axes.plot(a, n, "s", color=ORANGE, markerfacecolor=GROUND, markersize=6)
    axes.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="claimed", ylabel="by differences")
    axes.set_title(title, fontsize=10)
    axes.ticklabel_format(scilimits=(-2, 2))
    axes.locator_params(nbins=4)
