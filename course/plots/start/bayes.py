"""What the naive assumption saves, as the number of features grows."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, ORANGE, figure


def draw(most: int) -> Any:
    """Entries of the tables of P(X | Y) for 1 to ``most`` features of two values and two classes, log scale."""
    features = np.arange(1, most + 1)
    fig, axes = figure(width=6.4, height=3.4)
    axes.plot(features, 2 * 2.0**features, "o-", color=BLUE, label="a joint table a class: $2 \\cdot 2^K$")
    axes.plot(features, 2 * 2.0 * features, "s--", color=ORANGE, label="naive Bayes: $2 \\cdot 2K$")
    axes.set(yscale="log", xlabel="number of features $K$", ylabel="entries (logarithmic scale)")
    axes.legend(loc="upper left")
    return fig
