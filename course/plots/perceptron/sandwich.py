"""The mistake-bound proof as a picture: ‖w‖ between a floor that is a line and a ceiling that bends."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import GREEN, GREY, INK, ORANGE, SKY, figure
from course.sandwich import Sandwich, ceiling

NAMES = {"margin": "margin rule", "classic": "classic rule"}
LONGEST = 8.0
"""How many times the run's length the axis may show before the crossing is left out of the picture."""


def draw(*sandwiches: Sandwich) -> Any:
    """One panel a run: m·γ, w*ᵀw, ‖w‖ and the ceiling against m, and the m at which the walls meet."""
    fig, axes = figure(1, len(sandwiches), width=4.6 * len(sandwiches), height=4.3, squeeze=False)
    for panel, one in zip(axes[0], sandwiches, strict=True):
        on(panel, one)
    handles, labels = axes[0][0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False)
    return fig


def on(axes: Any, one: Sandwich) -> None:
    """Draw one run on ``axes``."""
    m = len(one.count) - 1
    last = min(1.08 * one.bound, max(LONGEST * m, 12.0))
    ahead = np.linspace(0, last, 400)
    walls = {"linewidth": 1.8}
    axes.plot(ahead, ceiling(ahead, one.R, one.rule), "-.", color=ORANGE, label="ceiling", **walls)
    axes.plot(ahead, ahead * one.gamma, "--", color=INK, label=r"floor $m\,\gamma$", **walls)
    # Often the two are nearly one curve: a broad pale band keeps the dark dots on it visible.
    axes.plot(one.count, one.norm, color=SKY, linewidth=6, alpha=0.8, label=r"$\|w\|$ in the run")
    axes.plot(one.count, one.progress, ":", color=GREEN, linewidth=2.4, zorder=3, label=r"$w_*^\top w$ in the run")
    if last >= one.bound:
        top = one.bound * one.gamma
        axes.plot(one.bound, top, "X", color=GREY, markersize=10, zorder=4)
        spot = {"ha": "right", "fontsize": 10}
        axes.annotate(f"walls meet\nat m = {one.bound:.4g}", (0.97 * one.bound, 0.3 * top), **spot)
    title = f"{NAMES[one.rule]}: {m} updates, bound {one.bound:.4g}"
    axes.set(xlabel="updates $m$", ylabel="length", title=title, xlim=(0, last), ylim=(0, None))
