"""How much of its mistake bound a run uses, over many data sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREY, INK, figure


def draw(shares: Mapping[str, Array]) -> Any:
    """One histogram for each of ``shares`` (title to updates / bound, one entry a data set), on one scale."""
    fig, axes = figure(len(shares), 1, width=7.0, height=2.1 * len(shares) + 0.4, sharex=True, squeeze=False)
    edges = np.linspace(0, 1.1, 45)
    for (title, values), panel in zip(shares.items(), axes[:, 0], strict=True):
        panel.hist(values, bins=edges, color=BLUE, edgecolor="white", linewidth=0.5)
        panel.axvline(float(np.median(values)), color=INK, linestyle="--", linewidth=1.4)
        panel.axvline(1.0, color=GREY, linewidth=2.5)
        top = 1.3 * panel.get_ylim()[1]
        panel.set_ylim(0, top)
        panel.text(float(np.median(values)) + 0.01, 0.93 * top, "median", fontsize=10, va="top")
        panel.text(0.99, 0.93 * top, "the bound", fontsize=10, va="top", ha="right")
        panel.set(title=title, ylabel="data sets")
    axes[-1, 0].set(xlabel="updates made / updates allowed", xlim=(0, 1.1))
    return fig
