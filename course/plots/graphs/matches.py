"""One engine against another: every number of many random graphs, on the diagonal where the two agree."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.backprop.agreement import draw_on
from course.plots.style import figure

Array = NDArray[np.float64]


def draw(ours: Array, yours: Array | None, *, what: str = "gradients") -> Any:
    """``ours`` against ``yours``; where there is no answer yet, ours against itself, and the title says so."""
    fig, axes = figure(width=4.6, height=4.3)
    against = ours if yours is None else yours
    agrees = bool(np.allclose(against, ours, rtol=1e-9, atol=1e-12))
    whose = "ours against itself: yours is not there yet" if yours is None else "yours against ours"
    draw_on(axes, against, ours, title=f"{what} of {len(ours):,} nodes:\n{whose}", agrees=agrees)
    axes.set(xlabel="ours" if yours is None else "yours", ylabel="ours")
    return fig
