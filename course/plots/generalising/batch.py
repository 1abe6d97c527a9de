"""Batch normalisation: one feature over a batch, before and after; and one row's output in many batches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, INK, ORANGE, figure

Array = NDArray[np.float64]


def draw(steps: Mapping[str, Array]) -> Any:
    """A row of dots for each of ``steps`` (name to the feature's values over the batch, (n,)), a bar at its mean."""
    fig, axes = figure(width=7.2, height=0.75 * len(steps) + 1.0)
    names = list(steps)
    for height, values in enumerate(reversed(list(steps.values()))):
        axes.plot(values, np.full(len(values), height), "o", color=BLUE, markersize=7, alpha=0.75)
        axes.plot([values.mean()] * 2, [height - 0.3, height + 0.3], color=ORANGE, linewidth=2.5)
        spread = values.std()
        axes.plot([values.mean() - spread, values.mean() + spread], [height - 0.22] * 2, color=INK, linewidth=1.6)
    axes.set(yticks=range(len(names)), yticklabels=names[::-1], ylim=(-0.6, len(names) - 0.4))
    axes.set_ylabel("stage of the layer")
    axes.set_xlabel("value (upright: the mean; level: one deviation to either side)")
    axes.axvline(0, color=INK, linewidth=0.7)
    return fig


def in_use(sizes: Array, low: Array, middle: Array, high: Array, settled: float) -> Any:
    """One row's output by the size of the batch that it came in: 5 %, 50 % and 95 % of many batches."""
    fig, axes = figure(width=7.0, height=3.8)
    axes.fill_between(sizes, low, high, color=BLUE, alpha=0.2, linewidth=0, label="in training: 90 % of the batches")
    axes.plot(sizes, middle, "o-", color=BLUE, linewidth=1.8, label="in training: the middle one")
    axes.axhline(settled, color=GREEN, linestyle="--", linewidth=2, label="in use: running averages")
    axes.set_xscale("log", base=2)
    axes.set_xticks(sizes, [str(int(size)) for size in sizes])
    axes.set(xlabel="rows in the batch", ylabel="the same row's output")
    axes.legend(loc="lower right", fontsize=10)
    return fig
