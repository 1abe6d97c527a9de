"""What the activations of each layer look like: histograms, layer beside layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, figure

Array = NDArray[np.float64]
EDGES = np.linspace(-1, 1, 41)


def draw(layers: Mapping[str, Sequence[Array]], shown: Sequence[int]) -> Any:
    """One row a start (title to activations by layer, each in [−1, 1]); one panel for each layer ``shown``."""
    fig, axes = figure(len(layers), len(shown), width=1.75 * len(shown), height=1.4 * len(layers) + 0.5,
                       squeeze=False, sharex=True)  # fmt: skip
    for row, (title, activations) in zip(axes, layers.items(), strict=True):
        for panel, number in zip(row, shown, strict=True):
            values = activations[number - 1].ravel()
            panel.hist(values, EDGES, weights=np.full(values.size, 100 / values.size), color=BLUE)
            panel.grid(visible=False)
            panel.set(yticks=(), xticks=(-1, 0, 1))
            panel.spines["left"].set_visible(False)
        row[0].set_ylabel(title, fontsize=10.5)
    for panel, number in zip(axes[0], shown, strict=True):
        panel.set_title(f"layer {number}", fontsize=11)
    for panel in axes[-1]:
        panel.set_xlabel("activation", fontsize=10)
    return fig
