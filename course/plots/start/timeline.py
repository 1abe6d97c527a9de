"""A few dates on a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.plots.style import BLUE, GREY, figure

LEVELS = (0.35, -0.35, 0.75, -0.75)
"""Heights of the labels, in turn: neighbours in time never share one."""


def draw(events: Sequence[tuple[int, str]]) -> Any:
    """Each event, its year and a few words, on one axis of time, labels above and below in turn."""
    fig, axes = figure(width=8.6, height=3.4)
    axes.axhline(0, color=GREY, linewidth=1.2)
    for place, (year, words) in enumerate(events):
        height = LEVELS[place % len(LEVELS)]
        axes.plot([year, year], [0, height], color=GREY, linewidth=0.8)
        axes.plot(year, 0, "o", color=BLUE, markersize=6)
        axes.text(year, height, f"{year}\n{words}", ha="center", va="bottom" if height > 0 else "top", fontsize=9)
    years = [year for year, _ in events]
    axes.set(ylim=(-1.15, 1.15), xlim=(min(years) - 7, max(years) + 7), xlabel="year", yticks=[])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    return fig
