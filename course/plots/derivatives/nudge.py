"""One column of a Jacobian: an input is nudged, and all outputs move by that column times the nudge."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.graph import shown
from course.plots.style import BLUE, GREY, GROUND, INK, LIGHT, ORANGE, figure

Array = NDArray[np.float64]


def draw(M: Array, j: int, before: Array, after: Array, delta: float) -> Any:
    """``M`` (n, p) with column ``j`` marked; beside it the outputs (n,) ``before`` and ``after`` the nudge."""
    fig, (grid, bars) = figure(1, 2, width=8.6, height=3.2, width_ratios=(M.shape[1] + 0.6, 5.0))
    rows, columns = M.shape
    for (i, k), entry in np.ndenumerate(M):
        y = rows - 1 - i
        grid.fill([k, k + 1, k + 1, k], [y, y, y + 1, y + 1], facecolor=LIGHT if k == j else GROUND, edgecolor=GREY,
                  linewidth=2.0 if k == j else 0.8)  # fmt: skip
        grid.text(k + 0.5, y + 0.5, shown(entry, 2), ha="center", va="center", weight="bold" if k == j else "normal")
    arrow = {"arrowstyle": "->", "color": ORANGE}
    said = f"nudge $a_{j + 1}$\nby {delta:g}"
    grid.annotate(said, (j + 0.5, rows), (j + 0.5, rows + 0.75), ha="center", color=ORANGE, arrowprops=arrow)
    grid.set(xlim=(-0.1, columns + 0.1), ylim=(-0.1, rows + 1.5), aspect="equal")
    grid.axis("off")
    grid.set_title("M")
    places = np.arange(rows)[::-1]
    bars.plot(before, places, "o", color=INK, markerfacecolor=GROUND, markersize=8, label="b before")
    bars.plot(after, places, "D", color=BLUE, markersize=7, label="b after")
    for place, start, end, entry in zip(places, before, after, M[:, j], strict=True):
        bars.annotate("", (end, place), (start, place), arrowprops=arrow)
        said = f"{shown(entry, 2)} · {delta:g} = {shown(entry * delta, 2)}"
        bars.text((start + end) / 2, place + 0.16, said, ha="center", va="bottom", fontsize=9,
                  bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 0.5})  # fmt: skip
    bars.set(yticks=places, yticklabels=[f"$b_{i + 1}$" for i in range(rows)], xlabel="value",
             ylim=(-0.5, rows - 0.2))  # fmt: skip
    low, high = bars.get_xlim()
    bars.set_xlim(low - 0.15 * (high - low), high + 0.15 * (high - low))
    bars.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return fig
