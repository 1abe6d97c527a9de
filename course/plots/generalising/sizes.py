"""Errors against the number of hidden units: on the rows that were learnt from, and on rows never seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, INK, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((ORANGE, "--s"), (BLUE, "-o"), (GREEN, "-.^"))


def draw(hidden: Sequence[int], errors: Mapping[str, Array], *, floor: float) -> Any:
    """A line for each of ``errors`` (name to errors (sizes, seeds)): the mean, and a band from least to largest."""
    fig, axes = figure(width=7.4, height=4.3)
    for (name, found), (color, line) in zip(errors.items(), LOOKS, strict=False):
        axes.fill_between(hidden, found.min(axis=1), found.max(axis=1), color=color, alpha=0.15, linewidth=0)
        axes.plot(hidden, found.mean(axis=1), line, color=color, linewidth=2, markersize=6, label=name)
    axes.axhline(floor, color=INK, linestyle=":", linewidth=1.6, label="the best that any rule can do")
    axes.set_xscale("log", base=2)
    axes.set_xticks(list(hidden), [str(size) for size in hidden])
    axes.set(xlabel="hidden units", ylabel="share of rows that are wrong", ylim=(-0.01, None))
    axes.legend(loc="upper right")
    return fig
