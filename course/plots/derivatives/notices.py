"""Which check refuses what: a row for each check, a column for each claim, and the share of draws in each field."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE, figure

Array = NDArray[np.float64]
WRAP = 12
"""Characters of a column's heading in a line."""
LEGEND = (
    "number: refused, in % of the draws. Left of the bar 0 is right, right of it 100.\n"
    "filled: how often the check is right. Bold: wrong more often than not"
)


def draw(checks: Sequence[str], claims: Sequence[str], right: Sequence[bool], refused: Array) -> Any:
    """``refused`` (checks, claims) holds shares from 0 to 1; ``right`` says which claims ought to be accepted.

    A field is as full as the check is right on that claim; the number in it is the share of refusals in per cent.
    """
    fig, axes = figure(width=1.6 + 0.98 * len(claims), height=1.6 + 0.42 * len(checks))
    for (i, j), share in np.ndenumerate(refused):
        good = 1 - share if right[j] else share
        y = len(checks) - 1 - i
        axes.fill([j, j + 1, j + 1, j], [y, y, y + 1, y + 1], facecolor=GROUND, edgecolor=GREY, linewidth=0.8)
        if good > 0:
            axes.fill([j, j + good, j + good, j], [y, y, y + 1, y + 1], facecolor=BLUE, alpha=0.22, linewidth=0)
        wrong = good < 0.5
        axes.text(j + 0.5, y + 0.5, f"{100 * share:.0f}", ha="center", va="center", color=ORANGE if wrong else INK,
                  weight="bold" if wrong else "normal")  # fmt: skip
    divide = sum(right)
    axes.plot([divide, divide], [0, len(checks)], color=INK, linewidth=2)
    axes.set(xlim=(0, len(claims)), ylim=(0, len(checks)))
    axes.set_xticks(np.arange(len(claims)) + 0.5, [fill(claim, WRAP) for claim in claims], fontsize=9)
    axes.set_yticks(np.arange(len(checks))[::-1] + 0.5, checks)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.xaxis.tick_top()
    fig.supxlabel(LEGEND, fontsize=9, color=GREY)
    return fig
