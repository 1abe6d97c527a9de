"""How often a number that was fetched is used: operations for each number moved, against the batch size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, INK, ORANGE, figure


def draw(batches: Sequence[int], intensity: Sequence[float], *, balance: float, limit: float) -> Any:
    """The curve, the height at which a machine's arithmetic keeps up with its memory, and the curve's limit."""
    fig, axes = figure(width=6.8, height=3.8)
    axes.loglog(batches, intensity, "-o", color=BLUE, linewidth=1.8, label="the layer")
    axes.axhline(limit, color=GREY, linestyle=":", linewidth=1.6, label=f"its limit, {limit:.0f}")
    axes.axhline(balance, color=ORANGE, linestyle="--", linewidth=1.6, label=f"the machine's balance, {balance:g}")
    axes.fill_between(batches, 0.5, np.minimum(intensity, balance), color=ORANGE, alpha=0.12)
    axes.annotate("waits for memory", (batches[len(batches) // 2], 0.75), color=INK, fontsize=10.5)
    axes.set(xlabel="examples in the batch $n$", ylabel="operations per number moved", ylim=(0.5, 3 * limit))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, fontsize=10, frameon=False)
    return fig
