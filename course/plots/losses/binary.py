"""What one row costs for every prediction: the two halves of the binary cross-entropy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREEN, ORANGE, figure

Cost = Callable[[Array, Array], Array]
LOOKS = ((ORANGE, "--", 4.5), (BLUE, "-", 2.2), (GREEN, ":", 3.2))


def draw(costs: Mapping[str, Cost]) -> Any:
    """Left rows with label 1, right rows with label 0; each of ``costs`` maps p (n,) and y (n,) to costs (n,)."""
    fig, axes = figure(1, 2, width=8.2, height=3.5, sharey=True)
    p = np.linspace(0.004, 0.996, 250)
    for panel, label in zip(axes, (1.0, 0.0), strict=True):
        for (name, cost), (color, style, width) in zip(costs.items(), LOOKS, strict=False):
            panel.plot(p, cost(p, np.full_like(p, label)), style, color=color, linewidth=width, label=name)
        panel.set(xlabel=r"prediction $\hat{y}$", xlim=(0, 1), ylim=(-0.1, 4.2), title=f"label {label:g}")
    axes[0].set_ylabel("cost of the row (nats)")
    axes[0].legend(loc="upper right")
    return fig
