"""Updates pass by pass: a run that ends beside one that never does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.perceptron import Run
from course.plots.style import BLUE, GREEN, INK, ORANGE, figure

LOOKS = (("o-", BLUE), ("s--", ORANGE), ("^:", GREEN), ("D-.", INK))


def draw(runs: Mapping[str, Run]) -> Any:
    """Left: updates so far after each pass. Right: ‖w‖ then. ``runs`` maps names to runs, four at most."""
    fig, (left, right) = figure(1, 2, width=8.4, height=3.9)
    for (name, run), (look, color) in zip(runs.items(), LOOKS, strict=False):
        passes = np.arange(run.epochs + 1)
        made = np.array([sum(u.epoch < k for u in run.updates) for k in passes])
        lengths = np.sqrt((run.path[made] ** 2).sum(axis=1))
        left.plot(passes, made, look, color=color, markersize=4, linewidth=1.4, label=name)
        right.plot(passes, lengths, look, color=color, markersize=4, linewidth=1.4)
    left.set(xlabel="passes over the data", ylabel="updates so far", ylim=(0, None))
    right.set(xlabel="passes over the data", ylabel=r"$\|w\|$ after the pass", ylim=(0, None))
    handles, labels = left.get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=len(labels), frameon=False)
    return fig
