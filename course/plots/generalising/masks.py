"""Dropout at one layer: values, mask and what is passed on; and how the next layer's sum scatters."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, INK, LIGHT, ORANGE

Array = NDArray[np.float64]


def units_on(axes: Any, values: Array, gate: Array) -> None:
    """Each unit's value (h,) as an outline, what is passed on as a bar; a cross where the unit is off."""
    units = np.arange(1, len(values) + 1)
    axes.bar(units, values * gate, color=BLUE, width=0.62, label="passed on")
    axes.bar(units, values, facecolor="none", edgecolor=INK, width=0.8, linewidth=1.3, label="value")
    off = gate == 0
    axes.plot(units[off], np.zeros(off.sum()), "x", color=ORANGE, markersize=10, markeredgewidth=2.4,
              label="switched off")  # fmt: skip
    axes.set(xlabel="hidden unit", ylabel="value", xticks=units)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3, fontsize=10, frameon=False)


def sums_on(axes: Any, sums: Array, exact: float) -> None:
    """A histogram of what the next unit receives over many masks (m,), its mean, and what it receives in use."""
    axes.hist(sums, bins=30, color=LIGHT, edgecolor=GREY)
    axes.axvline(exact, color=BLUE, linewidth=2.6, label=f"no dropout: {exact:.3g}")
    mean = float(sums.mean())
    axes.axvline(mean, color=ORANGE, linestyle="--", linewidth=2.6, label=f"mean over masks: {mean:.3g}")
    axes.set(xlabel="what the next unit receives", ylabel="masks")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2, fontsize=10, frameon=False)
