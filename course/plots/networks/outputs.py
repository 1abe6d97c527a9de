"""Scores and the probabilities that a softmax makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREY, INK, figure


def draw(names: Sequence[str], scores: Array, probabilities: Array) -> Any:
    """Left, one bar a class for its score, any number; right, one for its probability. All have k entries."""
    fig, (left, right) = figure(1, 2, width=7.6, height=2.9)
    places = np.arange(len(names))
    left.bar(places, scores, color=GREY, width=0.6)
    right.bar(places, probabilities, color=BLUE, width=0.6)
    for axes, values in ((left, scores), (right, probabilities)):
        for place, value in zip(places, values, strict=True):
            up = 3 if value >= 0 else -3
            axes.annotate(f"{value:.3g}".replace("-", "−"), (place, value), xytext=(0, up), color=INK, fontsize=10,
                          textcoords="offset points", ha="center", va="bottom" if up > 0 else "top")  # fmt: skip
        axes.set(xticks=places, xticklabels=names, xlabel="class")
    left.set(ylabel="score", title="scores: any numbers")
    left.margins(y=0.18)
    left.axhline(0, color=INK, linewidth=0.8)
    right.set(ylabel="probability", ylim=(0, 1), title=f"after softmax: they sum to {probabilities.sum():.4g}")
    return fig
