"""Scores of random vectors against their length: how widely they scatter, and what softmax makes of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((ORANGE, "s", "--"), (BLUE, "o", "-"))


def draw(lengths: Sequence[int], variances: Mapping[str, Sequence[float]], largest: Mapping[str, Array]) -> Any:
    """Left: the measured variance of the scores on the line that theory gives. Right: the mean largest weight."""
    fig, (left, right) = figure(1, 2, width=9.6, height=3.5)
    for (name, measured), (color, marker, _) in zip(variances.items(), LOOKS, strict=True):
        left.loglog(lengths, measured, marker, color=color, label=name)
    left.loglog(lengths, lengths, color=GREY, linewidth=4, alpha=0.35, zorder=0, label="predicted: d, and 1")
    left.axhline(1.0, color=GREY, linewidth=4, alpha=0.35, zorder=0)
    left.set(xlabel="length d of the vectors", ylabel="variance of the scores")
    left.legend(loc="upper left", fontsize=10)
    for (name, values), (color, marker, line) in zip(largest.items(), LOOKS, strict=True):
        right.semilogx(lengths, values, line, marker=marker, color=color, label=name)
    right.set(xlabel="length d of the vectors", ylabel="largest of 10 weights, mean", ylim=(0, 1.05))
    right.legend(loc="lower right", fontsize=10)
    for panel in (left, right):
        panel.set_xticks(list(lengths), [str(d) for d in lengths])
        panel.tick_params(axis="x", which="minor", length=0, labelbottom=False)
    return fig
