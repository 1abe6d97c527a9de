"""From scores to probabilities, in three steps that one can see: score, exponential, share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE, SKY, figure


def draw(scores: Array, names: Sequence[str], right: int) -> Any:
    """Three panels of bars for ``scores`` (k,) of the classes ``names``; the ``right`` class is hatched."""
    powers = np.exp(scores)
    columns = {
        "scores $z_j$": scores,
        "exponentials $e^{z_j}$": powers,
        "shares $p_j$, which sum to 1": powers / powers.sum(),
    }
    fig, axes = figure(1, 3, width=9.4, height=2.9, sharey=True)
    places = np.arange(len(scores))
    for panel, (title, values) in zip(axes, columns.items(), strict=True):
        bars = panel.barh(places, values, color=SKY, edgecolor=BLUE, height=0.6)
        bars[right].set(facecolor=GROUND, hatch="///", edgecolor=ORANGE)
        span = float(max(values.max(), 0.0) - min(values.min(), 0.0))
        for place, value in zip(places, values, strict=True):
            panel.text(
                max(value, 0.0) + 0.03 * span, place, f"{value:.3g}".replace("-", "−"), va="center", fontsize=10
            )
        panel.set(xlabel=title, xlim=(min(0.0, 1.1 * float(values.min())), float(values.max()) + 0.28 * span))
        panel.axvline(0, color=INK, linewidth=1)
        panel.grid(axis="y", visible=False)
    axes[0].set(yticks=places, yticklabels=names)
    axes[0].invert_yaxis()
    fig.supxlabel("hatched: the class that the picture shows", fontsize=9, color=GREY)
    return fig
