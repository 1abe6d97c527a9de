"""One function twice: as a table of points, and as the curve of an expression."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course.plots.style import BLUE, GREY, ORANGE, figure


def draw(table: ArrayLike, coefficients: ArrayLike) -> Any:
    """The entries (n,) of a table over 0..n-1 as points, beside the polynomial with these coefficients.

    The points stand once more behind the curve, so that one sees how far it misses them.

    Coefficients run from the highest power down.
    """
    entries = np.asarray(table, dtype=float)
    across = np.linspace(0, len(entries) - 1, 400)
    fig, (left, right) = figure(1, 2, width=7.6, height=3.2, sharey=True)
    left.plot(np.arange(len(entries)), entries, ".", color=BLUE, markersize=4)
    left.set(title=f"a table: {len(entries)} entries", xlabel="$x$", ylabel="$f(x)$")
    numbers = np.asarray(coefficients, dtype=float)
    right.plot(across, np.polyval(numbers, across), color=ORANGE, linewidth=2)
    right.plot(np.arange(len(entries)), entries, ".", color=GREY, markersize=4, alpha=0.5, zorder=1)
    right.set(title=f"an expression: {len(numbers)} coefficients", xlabel="$x$")
    return fig
