"""Many runs of a few nets: a dot for each run, a line at their mean, and where guessing would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, figure

LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"))


def draw(
    scores: Mapping[str, Mapping[str, Sequence[float]]], *, chance: float | None = None,
    ylabel: str = "right, share of the test set",
) -> Any:  # fmt: skip
    """``scores``: net to task to one score a run. Tasks stand side by side, and so do the nets of each."""
    tasks = list(next(iter(scores.values())))
    fig, axes = figure(width=2.0 * len(tasks) + 3.6, height=3.5)
    apart = 0.8 / len(scores)
    for k, ((net, found), (color, marker)) in enumerate(zip(scores.items(), LOOKS, strict=False)):
        for j, task in enumerate(tasks):
            values = np.asarray(found[task])
            middle = j + (k - (len(scores) - 1) / 2) * apart
            x = middle + np.linspace(-0.25, 0.25, len(values)) * apart if len(values) > 1 else [middle]
            axes.plot(x, values, marker, color=color, markersize=6, markerfacecolor="none", markeredgewidth=1.4,
                      label=net if j == 0 else None)  # fmt: skip
            axes.plot([middle - 0.38 * apart, middle + 0.38 * apart], [values.mean()] * 2, color=INK, linewidth=2)
    if chance is not None:
        axes.axhline(chance, color=GREY, linestyle=":", linewidth=1.3, label="guessing")
    axes.set_xticks(range(len(tasks)), tasks)
    axes.set(xlim=(-0.6, len(tasks) - 0.4), ylim=(-0.03, 1.06), ylabel=ylabel, xlabel="bars: mean over the runs")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig
